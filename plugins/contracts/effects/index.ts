import { applyAnswer } from './apply-answer.ts';
import { applyReview } from './apply-review.ts';
import { askRenewal } from './ask-renewal.ts';
import { beginFormReview } from './begin-form-review.ts';
import { closeExpired } from './close-expired.ts';
import { fileToArchive } from './file-to-archive.ts';
import { openProtocol } from './open-protocol.ts';
import { printContract } from './print-contract.ts';
import { protocolEffects } from './protocol-effects.ts';
import { recordRegistryCheck } from './record-registry-check.ts';
import { refuseContract } from './refuse-contract.ts';
import { remindHolder } from './remind-holder.ts';
import { renewContract } from './renew-contract.ts';
import { requestData } from './request-data.ts';
import { signForCompany } from './sign-for-company.ts';
import { signProtocol } from './sign-protocol.ts';
import { tellProtocol } from './tell-protocol.ts';

/** Everything a regulation may order about contracts, protocols and counterparties. */
export const contractsEffects = [
  applyAnswer, applyReview, askRenewal, beginFormReview, closeExpired, fileToArchive, openProtocol, printContract, ...protocolEffects, recordRegistryCheck, refuseContract,
  remindHolder, renewContract, requestData, signForCompany, signProtocol, tellProtocol,
] as const;
