import type { CommandOf } from '../../shared/commands/definitions';
import type { Doctor } from '../doctor/doctor';
import type { Finding, Verdict } from '../doctor/finding';
import {
  DOCTOR_BEGINS,
  DOCTOR_ENDS,
  DOCTOR_IS_BUSY,
  doctorReport,
  findingLine,
  REPORT_NOT_SAVED,
  reportSavedSentence,
} from '../text/doctor-sentences';
import type { NoticeTone } from '../text/notice-tone';
import type { NoticePort } from './handlers';

const REPORT_NAME = 'webcrt-report.txt';
const TONES: Readonly<Record<Verdict, NoticeTone>> = { good: 'good', note: 'echo', bad: 'warn' };

export interface DoctorHandlerPorts extends NoticePort {
  readonly doctor: Pick<Doctor, 'examine' | 'isBusy' | 'latest'>;
  readonly program: { readonly appVersion: string; readonly browser: string };
  saveFile(name: string, bytes: Uint8Array): Promise<string | null>;
  now(): Date;
}

/** What is wrong with devices, server and network, and what to do about it. */
export class DoctorHandlers {
  constructor(private readonly ports: DoctorHandlerPorts) {}

  readonly doctor = async ({ isReport, hasAddresses }: CommandOf<'doctor'>): Promise<void> => {
    const { doctor } = this.ports;
    if (doctor.isBusy) {
      this.ports.notice(DOCTOR_IS_BUSY, 'warn');
      return;
    }
    const isKnown = isReport && doctor.latest.length > 0;
    const findings = isKnown ? doctor.latest : await this.examine();
    if (isReport) await this.save(findings, hasAddresses);
    else this.ports.notice(DOCTOR_ENDS, 'echo');
  };

  private examine(): Promise<readonly Finding[]> {
    this.ports.notice(DOCTOR_BEGINS, 'echo');
    return this.ports.doctor.examine((finding) => {
      const { verdict, text } = findingLine(finding, (address) => address);
      this.ports.notice(text, TONES[verdict]);
    });
  }

  private async save(findings: readonly Finding[], hasAddresses: boolean): Promise<void> {
    const { ports } = this;
    const text = doctorReport(findings, { ...ports.program, at: ports.now(), hasAddresses });
    const name = await ports.saveFile(REPORT_NAME, new TextEncoder().encode(text));
    if (name === null) ports.notice(REPORT_NOT_SAVED, 'warn');
    else ports.notice(reportSavedSentence(name, hasAddresses), 'good');
  }
}
