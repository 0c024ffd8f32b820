package io.ocelli.app.cli;

import picocli.CommandLine.Command;

/** {@code ocelli models …}. */
@Commands({
  ModelsAddCommand.class,
  ModelsPullCommand.class,
  ModelsSearchCommand.class,
  ModelsListCommand.class,
  ModelsInfoCommand.class,
  ModelsSummaryCommand.class,
  ModelsVerifyCommand.class,
  ModelsRemoveCommand.class
})
@Command(name = "models", description = "The local store of models ($OCELLI_HOME, or ~/.ocelli).")
final class ModelsCommand extends Group {}
