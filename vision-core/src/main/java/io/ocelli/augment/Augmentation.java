package io.ocelli.augment;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.ops.OperationSpec;
import io.ocelli.ops.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Random changes of pictures for training, one after the other. Immutable; one augmentation may run
 * on many threads at once. What happens to an example is drawn from the seed, the epoch, the index
 * of the example and the place of each step, and from nothing else.
 *
 * <pre>{@code
 * Augmentation some = Augmentation.parse("hflip p=0.5 | rotate max=20 border=reflect");
 * try (Image picture = Image.read(Path.of("leaf.jpg"));
 *     Image changed = some.apply(picture, 42, 0, 0)) {
 *   changed.write(Path.of("changed.png"));
 * }
 * }</pre>
 *
 * <p>Flips, turns, shifts and other maps of the plane that follow each other with the same border
 * and interpolation are drawn as one, so that pixels are interpolated once. Brightness, contrast,
 * saturation and the like that follow each other are worked out as one, and so are tables of values
 * (gamma, posterize and the like).
 */
public final class Augmentation {
  /** Changes nothing. */
  public static final Augmentation NONE = new Augmentation(List.of());

  private final List<Step> steps;
  private final KeepObjects rule;

  private Augmentation(List<Step> steps) {
    this.steps = List.copyOf(steps);
    this.rule =
        steps.stream()
            .map(Step::change)
            .filter(KeepObjects.class::isInstance)
            .map(KeepObjects.class::cast)
            .reduce((first, second) -> second)
            .orElse(KeepObjects.DEFAULT);
  }

  /**
   * Reads a text: steps with {@code |} between them, each with {@code p=} if it shall not always
   * happen, or the name of a {@link Preset}.
   *
   * @throws UsageException if a change or a parameter is unknown, or a value is not possible; it
   *     says at which character, what is allowed and which names are near
   */
  public static Augmentation parse(String text) {
    refuseMistypedPreset(text.strip());
    return Preset.find(text.strip())
        .map(Preset::augmentation)
        .orElseGet(
            () ->
                of(
                    Changes.VOCABULARY.parse(
                        text, "the augmentation '" + text.strip() + "'", Path.of(""))));
  }

  private static void refuseMistypedPreset(String word) {
    List<String> names = new ArrayList<>(Preset.names());
    Changes.all().forEach(spec -> names.add(spec.name()));
    if (word.matches("[\\w-]+")
        && names.stream().noneMatch(word::equalsIgnoreCase)
        && NearNames.of(word, Preset.names()).size() > 0) {
      throw new UsageException(
          "no change and no preset", word, "the augmentation", NearNames.remedy(word, names));
    }
  }

  /**
   * Reads what a YAML or JSON parser gives: a text, or a list of texts and maps.
   *
   * @param origin what messages call the place it comes from, such as a file
   * @param folder where relative paths in it begin
   */
  public static Augmentation ofTree(Object tree, String origin, Path folder) {
    return tree instanceof String text && Preset.find(text.strip()).isPresent()
        ? parse(text)
        : of(Changes.VOCABULARY.parseTree(tree, origin, folder));
  }

  private static Augmentation of(List<Vocabulary.Step> read) {
    return new Augmentation(read.stream().map(Augmentation::step).toList());
  }

  private static Step step(Vocabulary.Step read) {
    return new Step(
        (Change) read.record(),
        (double) read.common().getOrDefault("p", 1.0),
        read.block().stream().map(Augmentation::step).toList());
  }

  /**
   * Steps that were made in Java.
   *
   * @throws UsageException if a value is out of its range
   */
  public static Augmentation of(Step... steps) {
    for (Step step : steps) {
      check(step);
    }
    return new Augmentation(List.of(steps));
  }

  private static void check(Step step) {
    OperationSpec spec = Changes.of(step.change());
    spec.check(step.change(), "the augmentation");
    step.block().forEach(Augmentation::check);
  }

  /** The steps, in their order. */
  public List<Step> steps() {
    return steps;
  }

  /** Whether nothing is changed. */
  public boolean isNone() {
    return steps.isEmpty();
  }

  /** Whether it makes one example of several, so that it needs {@link Others}. */
  public boolean mixes() {
    return mixing(steps).findAny().isPresent();
  }

  /** Whether a picture may have several classes afterwards, each with a weight. */
  public boolean mixesLabels() {
    return mixing(steps).anyMatch(MixingChange::mixesLabels);
  }

  private static Stream<MixingChange> mixing(List<Step> some) {
    return some.stream()
        .flatMap(
            step ->
                step.change() instanceof MixingChange change
                    ? Stream.of(change)
                    : mixing(step.block()));
  }

  /**
   * A changed copy of a picture, which stays as it is; its size may be another.
   *
   * @param seed of the training run
   * @param epoch from 0
   * @param index of the picture in its data set
   * @throws IllegalStateException if it {@linkplain #mixes mixes}
   */
  public Image apply(Image in, long seed, int epoch, int index) {
    Example example = Example.of(in);
    try {
      apply(example, Others.NONE, seed, epoch, index);
      return example.takePicture();
    } catch (RuntimeException | Error e) {
      example.close();
      throw e;
    }
  }

  /**
   * Changes an example.
   *
   * @param others where mixing changes get theirs
   */
  public void apply(Example example, Others others, long seed, int epoch, int index) {
    example.fit(rule.boxes());
    Run run = new Run(example, others, seed, epoch, index);
    run.all(steps, 0);
    run.flush();
    example.drop(rule);
  }

  /** One example on its way. */
  private static final class Run {
    private final Example example;
    private final Others others;
    private final long seed;
    private final int epoch;
    private final int index;
    private @Nullable Motion motion;
    private @Nullable PixelEdit waiting;

    Run(Example example, Others others, long seed, int epoch, int index) {
      this.example = example;
      this.others = others;
      this.seed = seed;
      this.epoch = epoch;
      this.index = index;
    }

    /** Places are counted as the text is read, so they do not depend on what is drawn. */
    void all(List<Step> some, int firstPlace) {
      int place = firstPlace;
      for (Step step : some) {
        Dice dice = Dice.of(seed, epoch, index, place);
        if (step.p() >= 1 || dice.chance(step.p())) {
          happen(step, place, dice);
        }
        place += step.places();
      }
    }

    private void happen(Step step, int place, Dice dice) {
      Change change = step.change();
      if (change instanceof Choice choice) {
        choose(step.block(), choice.count(), place + 1, dice);
      } else if (change instanceof GeometricChange geometric) {
        move(geometric.draw(width(), height(), dice));
      } else if (change instanceof PixelChange pixels) {
        edit(pixels.draw(width(), height(), dice));
      } else if (change instanceof ExampleChange other) {
        flush();
        other.apply(example, dice);
      } else if (change instanceof MixingChange mixing) {
        flush();
        mixing.apply(example, others, dice);
      }
    }

    private void choose(List<Step> block, int count, int firstPlace, Dice dice) {
      boolean[] chosen = new boolean[block.size()];
      for (int n = 0; n < count && n < chosen.length; n++) {
        double sum = 0;
        for (int i = 0; i < chosen.length; i++) {
          sum += chosen[i] ? 0 : block.get(i).p();
        }
        double at = dice.unit() * sum;
        for (int i = 0; i < chosen.length && sum > 0; i++) {
          at -= chosen[i] ? 0 : block.get(i).p();
          if (!chosen[i] && at < 0) {
            chosen[i] = true;
            break;
          }
        }
      }
      boolean everything = count >= chosen.length;
      int place = firstPlace;
      for (int i = 0; i < chosen.length; i++) {
        Dice own = Dice.of(seed, epoch, index, place);
        if (everything && count == Integer.MAX_VALUE) {
          all(List.of(block.get(i)), place);
        } else if (chosen[i]) {
          happen(block.get(i), place, own);
        }
        place += block.get(i).places();
      }
    }

    private int width() {
      return motion == null ? example.width() : motion.outWidth(example.width(), example.height());
    }

    private int height() {
      return motion == null
          ? example.height()
          : motion.outHeight(example.width(), example.height());
    }

    private void move(Motion next) {
      if (waiting != null) {
        flush();
      }
      if (motion != null) {
        Motion both = Motion.joined(motion, next, example.width(), example.height());
        if (both != null) {
          motion = both;
          return;
        }
        flush();
      }
      motion = next;
    }

    private void edit(PixelEdit next) {
      if (next == PixelEdit.NONE) {
        return;
      }
      PixelEdit both = waiting == null ? null : PixelEdit.joined(waiting, next);
      if (both == null) {
        flush();
      }
      waiting = both == null ? next : both;
    }

    void flush() {
      Motion moving = motion;
      motion = null;
      if (moving != null) {
        example.move(moving);
      }
      PixelEdit editing = waiting;
      waiting = null;
      if (editing != null) {
        example.edit(editing);
      }
    }
  }

  /** As it is written; read again it gives an equal augmentation. Empty for {@link #NONE}. */
  @Override
  public String toString() {
    return write(steps);
  }

  private static String write(List<Step> some) {
    return some.stream().map(Augmentation::write).collect(Collectors.joining(" | "));
  }

  private static String write(Step step) {
    String text = Changes.of(step.change()).write(step.change());
    if (!step.block().isEmpty()) {
      text += " { " + write(step.block()) + " }";
    }
    return step.p() < 1 ? text + " p=" + Changes.number(step.p()) : text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Augmentation that && steps.equals(that.steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }

  /** The steps of several augmentations, one after the other. */
  public Augmentation then(Augmentation next) {
    List<Step> all = new ArrayList<>(steps);
    all.addAll(next.steps);
    return new Augmentation(all);
  }
}
