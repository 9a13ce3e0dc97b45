import type { Label } from '../language/index.ts';
import { SignInError } from './door.ts';
import type { Door } from './door.ts';
import { afterWait, readMoment, stepMoment } from './moment.ts';
import { perform } from './perform.ts';
import type { Failure, ScenarioResult, StepResult } from './result.ts';
import type { Scenario, Step } from './scenario.ts';
import { historiesAsked, verifyExpectation } from './verify-expectation.ts';
import type { Vocabulary } from './vocabulary.ts';
import { StuckError, World } from './world.ts';

/** A company as a scenario meets it: a way in, and its clock. */
export interface Stage {
  readonly door: Door;
  readonly zone: string;
  /** Moment the company's clock shows. */
  now(): Promise<Date>;
  /** Moves the clock, firing what is due on the way. */
  moveClock(to: Date): Promise<void>;
  /** Carries out what was put off until after the transactions; without it that work is left to whoever does it. */
  settle?(): Promise<void>;
}

/** Takes the steps of a scenario until one fails, telling `onStep` of each. Faults of the way there (a lost connection) are thrown as they are. */
export async function runScenario(scenario: Scenario, vocabulary: Vocabulary, stage: Stage, onStep?: (result: StepResult) => void): Promise<ScenarioResult> {
  const world = new World(scenario, vocabulary, stage.door);
  const steps: StepResult[] = [];
  for (const step of scenario.steps) {
    const failures = await takeStep(step, world, stage);
    const result: StepResult = { place: scenario.locate(step.pointer), note: noteOf(step), ok: failures.length === 0, failures };
    steps.push(result);
    onStep?.(result);
    if (!result.ok) break;
  }
  return { id: scenario.id, title: scenario.title, file: scenario.file, ok: steps.every((one) => one.ok), steps, left: scenario.steps.length - steps.length };
}

async function takeStep(step: Step, world: World, stage: Stage): Promise<Failure[]> {
  const place = world.scenario.locate(step.pointer);
  try {
    const login = world.loginOf(step.seenBy ?? world.scenario.observer);
    const marks = await historyMarks(step, world, login);
    const late = await moveClock(step, stage);
    if (late !== undefined) return [{ place, message: late }];
    for (const action of step.actions) {
      const failures = await perform(action, world, stage.zone);
      if (failures.length > 0) return failures;
    }
    await stage.settle?.();
    const failures: Failure[] = [];
    for (const expectation of step.expectations) {
      failures.push(...(await stuckAsFailure(world, expectation.pointer, () => verifyExpectation(expectation, { world, login, zone: stage.zone, marks }))));
    }
    return failures;
  } catch (error) {
    if (error instanceof StuckError) return [{ place, message: error.label }];
    if (error instanceof SignInError) return [{ place, message: { ru: `Не удаётся войти: ${error.message}`, en: `Cannot sign in: ${error.message}` } }];
    throw error;
  }
}

/** One expectation that cannot even be asked does not keep the others from being checked. */
async function stuckAsFailure(world: World, pointer: string, work: () => Promise<Failure[]>): Promise<Failure[]> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StuckError)) throw error;
    return [{ place: world.scenario.locate(pointer), message: error.label }];
  }
}

async function historyMarks(step: Step, world: World, login: string): Promise<Map<string, number>> {
  const marks = new Map<string, number>();
  for (const name of new Set(historiesAsked(step.expectations))) {
    const item = await world.itemIfThere(name, login);
    if (item !== undefined) marks.set(name, (await world.history(item, login)).length);
  }
  return marks;
}

/** Moves the clock to where the step stands; says why it cannot. */
async function moveClock(step: Step, stage: Stage): Promise<Label | undefined> {
  if (step.at === undefined && step.wait === undefined) return undefined;
  const now = await stage.now();
  const to = step.at === undefined ? afterWait(step.wait as string, now, stage.zone) : stepMoment(step.at, now, stage.zone);
  if (to === undefined) {
    const unreadable = step.at !== undefined && readMoment(step.at, stage.zone) === undefined;
    return unreadable
      ? { ru: `Момент «${step.at as string}» не понят`, en: `The moment "${step.at as string}" is not understood` }
      : { ru: `Часы идут только вперёд: сейчас ${now.toISOString()}`, en: `The clock only moves forward: it is ${now.toISOString()}` };
  }
  if (to.getTime() > now.getTime()) await stage.moveClock(to);
  return undefined;
}

/** What a step is called when its author gave it no words. */
function noteOf(step: Step): Label {
  if (step.note !== undefined) return step.note;
  const deeds = step.actions.map(({ by, deed }) => `${by}: ${deed.verb === 'send' ? `${deed.item} ${deed.event}` : `${deed.verb} ${'entity' in deed ? deed.entity : 'item' in deed ? deed.item : 'importer' in deed ? deed.importer : deed.path}`}`);
  const text = [step.at ?? step.wait, deeds.join('; ')].filter((part) => part !== undefined && part !== '').join(' ');
  return { ru: text === '' ? 'проверка' : text, en: text === '' ? 'check' : text };
}
