package io.ocelli.app.cli;

/** Where the predictions of a job go. */
interface PredictionOutput extends JobOutput {
  /** Writes the results of each input. */
  PredictionWriter writer();
}
