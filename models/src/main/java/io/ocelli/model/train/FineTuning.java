package io.ocelli.model.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Preprocess;
import io.ocelli.model.ModelCard;
import io.ocelli.model.OutputKind;
import io.ocelli.model.convert.Converted;
import io.ocelli.model.convert.OnnxReader;
import io.ocelli.model.convert.ReadOptions;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NewHead;
import io.ocelli.model.net.ParameterSpec;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import java.nio.file.Path;
import java.util.List;

/**
 * Trains all of a pretrained network for other classes: it is read from an ONNX file, gets a new
 * head, and leaves as one ONNX file. First the head learns alone, then the layers below it, the
 * lower the slower.
 */
public final class FineTuning {
  private FineTuning() {}

  /**
   * What is trained and in which order.
   *
   * @param pretrained the network to begin with
   * @param sides of the training pictures, one after the other for equal shares of the epochs;
   *     often growing, so that the first epochs cost less (Howard's progressive resizing)
   * @param unfreezing which layers learn once the head has begun
   * @param headEpochs epochs at the beginning in which the head learns alone
   * @param headRate the learning rate in these
   * @param layerDecay what the learning rate of a stage is that of the stage above it times; 1 for
   *     the same everywhere (discriminative rates, Howard and Ruder 2018)
   * @param fixedNorms whether batch normalisations use and keep the statistics they came with
   */
  public record Setup(
      Pretrained pretrained,
      List<Shape> sides,
      Unfreezing unfreezing,
      int headEpochs,
      double headRate,
      double layerDecay,
      boolean fixedNorms) {
    /** Checks the ranges. */
    public Setup {
      sides = List.copyOf(sides);
      check(!sides.isEmpty(), "--train-sizes", sides, "one size or more");
      check(headEpochs >= 0, "--head-epochs", headEpochs, "a number from 0");
      check(headRate > 0, "--head-lr", headRate, "a rate such as 0.003");
      check(layerDecay > 0 && layerDecay <= 1, "--layer-decay", layerDecay, "more than 0, up to 1");
    }

    private static void check(boolean right, String option, Object value, String remedy) {
      if (!right) {
        throw new UsageException(
            "a value out of range", value.toString(), option, "give " + remedy);
      }
    }
  }

  /**
   * A network read from a file, with its old head.
   *
   * @param file it was read from
   * @param sha256 of the file
   * @param net for pictures of the input's size
   * @param parameters its weights
   * @param input how it gets its pictures
   * @param described whether the file itself says so
   */
  public record Pretrained(
      Path file,
      String sha256,
      Net net,
      Parameters parameters,
      Preprocess input,
      boolean described) {
    /**
     * Reads an ONNX classifier.
     *
     * @param width of the pictures it shall take; 0 for its own
     * @param height of them; 0 for its own
     * @throws OcelliException if the file cannot be read as a network that can be trained (all
     *     nodes are named for which that is so), or not for pictures of that size
     */
    public static Pretrained read(Path file, int width, int height) {
      byte[] onnx = HeadTraining.read(file);
      Preprocess own = HeadTraining.input(file);
      Preprocess input = width == 0 ? own : own.withSize(width, height);
      Converted read = OnnxReader.read(file, ReadOptions.size(input.height(), input.width()));
      if (read.net().shape().channels() != input.channels()) {
        throw new OcelliException(
            "the file takes other pictures than its description says",
            read.net().shape() + " and " + input.color(),
            file.toString(),
            "describe it again with 'ocelli models add'");
      }
      boolean described = ModelCard.of(file, read.facts().metadata()).isPresent();
      return new Pretrained(
          file,
          Features.hex(onnx),
          read.net(),
          read.parameters(),
          input.withLayout(Preprocess.Layout.NCHW),
          described);
    }
  }

  /**
   * Checks that the network can be trained so, and trains, or continues, and exports; see {@link
   * ScratchTraining#train}.
   */
  public static Trained train(TrainingPlan plan, Setup setup) {
    Pretrained pretrained = setup.pretrained();
    NewHead made = head(plan.data().classes().size(), plan.options(), setup);
    Preprocess input = pretrained.input();
    TrainingPlan told =
        plan.withProvenance("backbone", pretrained.file().getFileName().toString())
            .withProvenance("backbone_sha256", pretrained.sha256());
    Runs runs =
        new Runs(
            told,
            "finetune",
            ModelCard.classifier(plan.data().classes(), input, OutputKind.PROBABILITIES));
    try (FineTuningCourse course = new FineTuningCourse(told, setup, made, runs.resumes())) {
      ObjectNode facts = runs.facts();
      facts.putArray("shape").add(input.channels()).add(input.height()).add(input.width());
      Trainer.Ending ending = runs.train(course, course, facts);
      long parameters = ParameterSpec.of(made.net()).stream().mapToLong(ParameterSpec::size).sum();
      return runs.finish(ending, input, course.failures(), parameters);
    }
  }

  /**
   * The network with its new head, made sure to fit all sizes of the training pictures.
   *
   * @throws OcelliException if it does not
   */
  public static NewHead head(int classes, TrainOptions options, Setup setup) {
    Net net = setup.pretrained().net();
    NewHead made = NewHead.on(net, classes, options.dropout());
    List<ParameterSpec> wanted = ParameterSpec.of(made.net());
    for (Shape sides : setup.sides()) {
      if (!ParameterSpec.of(made.net().withShape(sides)).equals(wanted)) {
        throw new OcelliException(
            "a network whose dense layers hold for pictures of one size",
            "training pictures of " + sides.width() + "x" + sides.height(),
            net.name(),
            "train at " + net.shape().width() + "x" + net.shape().height() + " only");
      }
    }
    return made;
  }
}
