package io.ocelli.app.cli;

import picocli.CommandLine.Command;

/** {@code ocelli train …}. */
@Command(
    name = "train",
    description = "Train a model on your own pictures.",
    subcommands = TrainClassifierCommand.class)
final class TrainCommand extends Group {}
