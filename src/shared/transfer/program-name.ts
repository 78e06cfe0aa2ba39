/**
 * Extensions of files that can run programs, or have others run, when they are opened: on Windows,
 * macOS and Linux, installers, scripts, shortcuts, disk images and documents with macros. After
 * Chromium's list of dangerous downloads and Outlook's of blocked attachments.
 */
const EXTENSIONS = new Set(
  [
    'exe com scr pif msi msp msix appx cpl dll ocx sys bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh hta',
    'reg inf lnk url scf msc chm hlp jar jnlp gadget application appref-ms iso img vhd vhdx cab one',
    'docm dotm xlsm xltm xlam xll xlsb pptm potm ppsm ppam sldm',
    'app command dmg pkg mpkg scpt scptd applescript workflow terminal action tool osx fileloc webloc',
    'sh bash zsh fish csh ksh run bin out elf so appimage deb rpm snap flatpak flatpakref desktop',
    'py pyw pyz rb pl php tcl lua apk xpi crx',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Whether a file of this name may run a program when it is opened: told by its extension, as
 * systems do.
 */
export function isProgramName(name: string): boolean {
  const extension = /\.([^.\s]+)[.\s]*$/u.exec(name)?.[1];
  return extension !== undefined && EXTENSIONS.has(extension.toLowerCase());
}
