/**
 * Live transitions that no scenario of any company takes, each with the reason. A new one fails the run until a scenario takes it or it is explained
 * here; one that has come to be taken is named by the run and belongs struck off.
 */
export const UNTAKEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {};
