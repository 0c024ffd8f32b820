package io.ocelli.ops;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Operations one after the other, checked before any picture is read. Immutable; one pipeline may
 * run on many threads at once.
 *
 * <pre>{@code
 * Pipeline edges = Pipeline.parse("gray | gaussian-blur size=5 | canny low=50 high=150");
 * try (Image picture = Image.read(Path.of("leaf.jpg"));
 *     Image drawn = edges.apply(picture)) {
 *   drawn.write(Path.of("edges.png"));
 * }
 * }</pre>
 */
public final class Pipeline {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          Catalog.all().operations(), List.of(), "gray | canny", "'ocelli image --list' shows all");

  private final List<Operation> operations;

  private Pipeline(List<Operation> operations) {
    this.operations = List.copyOf(operations);
  }

  /**
   * Reads a pipeline: {@code op name=value … | op …}.
   *
   * @throws UsageException if an operation or a parameter is unknown, or a value is not possible;
   *     it says at which character, what is allowed and which names are near
   */
  public static Pipeline parse(String text) {
    String origin = "the pipeline '" + text.strip() + "'";
    return new Pipeline(operations(VOCABULARY.parse(text, origin, Path.of(""))));
  }

  /**
   * A pipeline of operations that were made in Java.
   *
   * @throws UsageException if there is none, or a value is out of its range
   */
  public static Pipeline of(Operation... operations) {
    return of(List.of(operations));
  }

  /** As {@link #of(Operation...)}. */
  public static Pipeline of(List<? extends Operation> operations) {
    if (operations.isEmpty()) {
      throw new UsageException("the pipeline is empty", "[]", "the operations", "give one or more");
    }
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      Catalog.all().of(operation).check(operation, "operation " + (i + 1) + " of the pipeline");
    }
    return new Pipeline(List.copyOf(operations));
  }

  /**
   * A pipeline from what a YAML or JSON parser gives: a list whose items are texts ({@code "gray |
   * canny"}), or maps from the name of an operation to the map of its values.
   *
   * @param tree lists, maps, texts, numbers and truth values
   * @param origin what messages call the place it comes from, such as a file
   * @throws UsageException as {@link #parse} does
   */
  public static Pipeline ofTree(Object tree, String origin) {
    return ofTree(tree, origin, Path.of(""));
  }

  /**
   * As {@link #ofTree(Object, String)}, for a tree from a file.
   *
   * @param folder where relative paths in it begin: the folder of the file
   */
  public static Pipeline ofTree(Object tree, String origin, Path folder) {
    return new Pipeline(operations(VOCABULARY.parseTree(tree, origin, folder)));
  }

  private static List<Operation> operations(List<Vocabulary.Step> steps) {
    return steps.stream().map(step -> (Operation) step.record()).toList();
  }

  /** The operations, in their order. */
  public List<Operation> operations() {
    return operations;
  }

  /** Whether it may give more or fewer than one picture. */
  public boolean splits() {
    return operations.stream().anyMatch(Split.class::isInstance);
  }

  /** Whether an operation of it finds or measures something. */
  public boolean measures() {
    return operations.stream().anyMatch(operation -> Catalog.all().of(operation).measures());
  }

  /** The files of second pictures that its operations work with. */
  public List<Path> otherFiles() {
    return operations.stream()
        .flatMap(operation -> Catalog.all().of(operation).values(operation).stream())
        .map(value -> value instanceof Optional<?> held ? held.orElse(null) : value)
        .filter(OtherPicture.class::isInstance)
        .flatMap(picture -> ((OtherPicture) picture).file().stream())
        .toList();
  }

  /**
   * Applies it to a picture, which stays as it is.
   *
   * @return the result, for the caller to close
   * @throws OcelliException if an operation cannot be done with this picture
   * @throws IllegalStateException if the pipeline {@linkplain #splits splits}
   */
  public Image apply(Image picture) {
    if (splits()) {
      throw new IllegalStateException("'" + this + "' may give several pictures; use run");
    }
    try (Result result = run(picture)) {
      return result.parts().get(0).raster().toImage();
    }
  }

  /** Applies it to a picture, which must not be written to until the result is closed. */
  public Result run(Image picture) {
    try (Raster raster = Raster.of(picture)) {
      return run(raster);
    }
  }

  /**
   * Applies it to a raster, which stays as it is.
   *
   * @return pictures and findings, for the caller to close
   * @throws OcelliException if an operation cannot be done with this picture
   */
  public Result run(Raster raster) {
    Findings findings = new Findings();
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("", raster.share()));
    try {
      for (int step = 0; step < operations.size(); step++) {
        parts = step(parts, step, findings);
      }
    } catch (RuntimeException | Error e) {
      parts.forEach(part -> part.raster().close());
      throw e;
    }
    return new Result(parts, findings.all());
  }

  /** Takes the parts from the list one by one; what is left in it when this fails is still open. */
  private List<Part> step(List<Part> parts, int step, Findings findings) {
    List<Part> out = new ArrayList<>();
    Operation operation = operations.get(step);
    String name = Catalog.all().of(operation).name();
    try {
      while (!parts.isEmpty()) {
        Part part = parts.get(0);
        findings.at(step, name, part.name());
        if (operation instanceof Transform transform) {
          Raster made = transform.apply(part.raster(), findings);
          out.add(made == part.raster() ? part : new Part(part.name(), made));
          if (made != part.raster()) {
            part.raster().close();
          }
        } else if (operation instanceof Split split) {
          for (Part piece : split.split(part.raster(), findings)) {
            out.add(new Part(joined(part.name(), piece.name()), piece.raster()));
          }
          part.raster().close();
        }
        parts.remove(0);
      }
      return out;
    } catch (OcelliException | Error e) {
      out.forEach(part -> part.raster().close());
      throw e;
    } catch (RuntimeException e) {
      out.forEach(part -> part.raster().close());
      throw failed(operation, parts.get(0), e);
    }
  }

  private static String joined(String outer, String inner) {
    return outer.isEmpty() ? inner : inner.isEmpty() ? outer : outer + "-" + inner;
  }

  private OcelliException failed(Operation operation, Part part, RuntimeException e) {
    String message = String.valueOf(e.getMessage()).strip();
    int error = message.indexOf("error: ");
    return new OcelliException(
        "the operation failed",
        Catalog.all().of(operation).write(operation),
        "a picture of %dx%d pixels, %s (%s)"
            .formatted(
                part.raster().width(),
                part.raster().height(),
                part.raster().space(),
                message.substring(Math.max(0, error)).lines().findFirst().orElse("")),
        "other values, or another picture; with -v there is a trace",
        e);
  }

  /**
   * As it is written; read again it gives an equal pipeline. Values that are the default are left
   * out.
   */
  @Override
  public String toString() {
    return operations.stream()
        .map(operation -> Catalog.all().of(operation).write(operation))
        .collect(Collectors.joining(" | "));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Pipeline that && operations.equals(that.operations);
  }

  @Override
  public int hashCode() {
    return operations.hashCode();
  }
}
