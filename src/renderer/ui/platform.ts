/** Whether this is one of Apple's systems, whose Option key types letters. */
export const IS_MAC = /^(Mac|iP(ad|hone|od))/.test(navigator.platform);
