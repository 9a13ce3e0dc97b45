/**
 * Reads the TAP stream of a whole run line by line and tells it in short: one line for a file that passed, and for one that did not
 * every failed assertion with its place and difference.
 */
export class TapReport {
  passed = 0;
  failed = 0;
  skipped = 0;

  #print;
  #open = [];
  #yaml;
  #file = newFile();
  #total;

  /** @param {(line: string) => void} print */
  constructor(print) {
    this.#print = print;
  }

  /** @param {string} line */
  read(line) {
    if (this.#yaml !== undefined) return this.#readYaml(line);
    const indent = line.length - line.trimStart().length;
    const text = line.trim();
    if (text === '---') {
      this.#yaml = { end: `${' '.repeat(indent)}...`, indent, key: '' };
    } else if (text.startsWith('# Subtest: ')) {
      this.#open = this.#open.filter((test) => test.indent < indent);
      this.#open.push({ indent, name: text.slice('# Subtest: '.length) });
    } else if (/^(not )?ok\b/.test(text)) {
      this.#readPoint(text, indent);
    } else if (/^# \{ total: /.test(line)) {
      this.#total = Object.fromEntries([...line.matchAll(/(\w+): (\d+)/g)].map(([, name, count]) => [name, Number(count)]));
    } else if (text !== '' && text !== '}' && !/^(# |\d+\.\.\d+|TAP version )/.test(text)) {
      this.#file.said.push(line);
    }
  }

  /** Call at the end of the stream; `exitCode` is tap's. Returns the counts. */
  finish(exitCode) {
    if (this.#file.said.length > 0) this.#print(this.#file.said.join('\n'));
    if (this.#total !== undefined) {
      const { pass = 0, fail = 0, skip = 0, todo = 0 } = this.#total;
      [this.passed, this.failed, this.skipped] = [pass, fail, skip + todo];
    }
    if (this.failed === 0 && (exitCode !== 0 || this.#total === undefined)) {
      this.failed = 1;
      this.#print(`  FAIL  the run itself ended with code ${exitCode}`);
    }
    return { passed: this.passed, failed: this.failed, skipped: this.skipped };
  }

  #readPoint(text, indent) {
    const failed = text.startsWith('not ') && !/ # TODO\b/i.test(text);
    const seconds = Number(/# time=([\d.]+)ms/.exec(text)?.[1] ?? 0) / 1000;
    const name = text.replace(/^(not )?ok \d*( - )?/, '').replace(/ \{$/, '').replace(/ # time=.*$/, '');
    this.#open = this.#open.filter((test) => test.indent <= indent);
    const closes = this.#open.at(-1)?.indent === indent;
    if (text.endsWith('{')) {
      this.#open.push({ indent: indent + 1, name }); // a buffered subtest: its result comes before its content
    } else if (closes) {
      this.#open.pop();
      if (indent === 0) this.#endFile(name, failed, seconds);
    } else if (failed) {
      this.failed += 1;
      this.#file.failures.push([...this.#open.slice(1).map((test) => test.name), name].join(' > '));
      this.#file.detailed = true;
      if (indent === 0) this.#endFile(name, true, seconds);
      return;
    } else if (/ # (SKIP|TODO)\b/i.test(text)) {
      this.skipped += 1;
    } else {
      this.passed += 1;
      this.#file.passed += 1;
    }
    this.#file.detailed = false;
  }

  #readYaml(line) {
    if (line === this.#yaml.end) {
      this.#yaml = undefined;
      return;
    }
    const text = line.slice(this.#yaml.indent);
    const key = /^(\w+):/.exec(text)?.[1];
    if (key !== undefined) this.#yaml.key = key;
    // the quoted source says no more than the place beside it
    if (this.#file.detailed && this.#yaml.key !== 'source') this.#file.failures.push(`    ${text}`);
  }

  #endFile(name, failed, seconds) {
    const { passed, failures, said } = this.#file;
    if (!failed) this.#print(`  ok    ${name} (${passed} in ${seconds.toFixed(1)} s)`);
    else {
      const details = [...(failures.length === 0 ? ['the file ended with an error'] : failures), ...said];
      this.#print([`  FAIL  ${name}`, ...details.map((line) => `        ${line}`)].join('\n'));
    }
    this.#file = newFile();
  }
}

function newFile() {
  return { passed: 0, failures: [], said: [], detailed: false };
}
