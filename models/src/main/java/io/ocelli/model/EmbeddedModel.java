package io.ocelli.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A model that ships inside Ocelli, so that pictures get labels before anybody has trained or
 * fetched anything.
 *
 * <p>On the command line it is {@code -m embedded:corn}. The short name {@code corn} means it too,
 * where neither the store nor the disk has something of that name.
 */
public enum EmbeddedModel {
  /**
   * Four conditions of corn (maize) leaves, trained from scratch by this project on pictures under
   * CC0: {@code docs/model-card-corn.md} tells how, and how far it can be trusted.
   */
  CORN(
      "leaves of corn (maize): healthy, northern leaf blight, common rust, gray leaf spot",
      "it knows no other plant, disease or thing: any picture gets one of these four labels");

  /** What the full name of an embedded model begins with. */
  public static final String PREFIX = "embedded:";

  /** The full name of the model that is used where a user names none. */
  public static final String USUAL = PREFIX + "corn";

  private final String knows;
  private final String knowsNot;

  EmbeddedModel(String knows, String knowsNot) {
    this.knows = knows;
    this.knowsNot = knowsNot;
  }

  /** The short name: {@code corn}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name that always means this model: {@code embedded:corn}. */
  public String fullName() {
    return PREFIX + key();
  }

  /** What it tells apart, as part of a sentence. */
  public String knows() {
    return knows;
  }

  /** What nobody may expect of it, as part of a sentence. */
  public String knowsNot() {
    return knowsNot;
  }

  /**
   * Its {@code .onnx} file, to be read with {@link java.nio.file.Files}. It lies in Ocelli's jar,
   * so it is no file of the default file system unless Ocelli runs from folders of classes; nothing
   * is written to disk. {@link ModelLocator#shown} says what to call it.
   */
  public Path file() {
    return ResourceFile.of("embedded/" + key() + ".onnx");
  }

  /** All of them, by their full names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(EmbeddedModel::fullName).toList();
  }

  /** The one of this short or full name. */
  public static Optional<EmbeddedModel> named(String name) {
    return Arrays.stream(values())
        .filter(model -> name.equals(model.key()) || name.equals(model.fullName()))
        .findFirst();
  }

  /** The one whose file this is. */
  public static Optional<EmbeddedModel> ofFile(Path file) {
    // The name first: only where it fits does the jar have to be opened.
    return Arrays.stream(values())
        .filter(model -> file.endsWith(model.key() + ".onnx") && model.file().equals(file))
        .findFirst();
  }
}
