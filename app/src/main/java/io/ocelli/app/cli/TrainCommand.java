package io.ocelli.app.cli;

import picocli.CommandLine.Command;

/** {@code ocelli train …}. */
@Commands(TrainClassifierCommand.class)
@Command(name = "train", description = "Train a model on your own pictures.")
final class TrainCommand extends Group {}
