import { createProgram, runProgram } from './program.ts';

await runProgram(createProgram(), process.argv.slice(2));
