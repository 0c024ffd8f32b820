package io.ocelli.app.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.dataset.synthetic.LeafSynthesizer;
import io.ocelli.model.convert.OnnxExport;
import io.ocelli.model.dl4j.Network;
import io.ocelli.model.dl4j.SmallCnn;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Runs the steps of one page of documentation, in order, in a process of their own whose working
 * folder is theirs: so relative names mean what they mean to a reader, and what one step leaves the
 * next one finds. The process starts once for a page, not once for a command, to be quick.
 *
 * <p>A reader is taken to have, in the working folder:
 *
 * <ul>
 *   <li>{@code plants/}: pictures in a folder for each class;
 *   <li>{@code leaf.jpg}: a picture;
 *   <li>{@code edges.yaml}: the pipeline that the guide on pictures shows;
 *   <li>{@code own.yaml}: the network that the guide on networks shows;
 *   <li>{@code mobilenetv2.onnx} and {@code imagenet.txt}: a classifier of 1000 classes and their
 *       names. Here it is a small untrained one, because what the commands do is checked, not how
 *       good the model is.
 * </ul>
 */
final class PageRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PageRun() {}

  /**
   * What is run: a command of ocelli, or the main method of a class.
   *
   * @param words arguments of ocelli; empty for a class
   * @param classes folder of compiled classes, "" for a command
   * @param mainClass its name, "" for a command
   */
  record Step(List<String> words, String classes, String mainClass) {}

  /** Runs the steps in a process of their own; an answer for each. */
  static List<Invocation> of(List<Step> steps, Path folder)
      throws IOException, InterruptedException {
    Path work = Files.createDirectories(folder.resolve("work"));
    Path stepsFile = folder.resolve("steps.json");
    Path answers = folder.resolve("answers.json");
    JSON.writeValue(stepsFile.toFile(), steps);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx2g",
            "-Djava.awt.headless=true",
            "-cp",
            absolute(System.getProperty("java.class.path")),
            PageRun.class.getName(),
            stepsFile.toString(),
            answers.toString());
    builder.directory(work.toFile());
    builder.environment().put("OCELLI_HOME", folder.resolve("home").toString());
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    Path log = folder.resolve("log.txt");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("no end within five minutes:\n" + Files.readString(log));
    }
    if (!Files.exists(answers)) {
      throw new AssertionError("the process died:\n" + Files.readString(log));
    }
    return JSON.readValue(answers.toFile(), new TypeReference<List<Invocation>>() {});
  }

  private static String absolute(String classPath) {
    return java.util.Arrays.stream(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** In that process: {@code steps.json answers.json}. */
  public static void main(String[] args) throws Exception {
    layOut();
    List<Step> steps = JSON.readValue(new File(args[0]), new TypeReference<List<Step>>() {});
    List<Invocation> answers = new ArrayList<>();
    for (Step step : steps) {
      answers.add(
          step.mainClass().isEmpty()
              ? Invocation.here(step.words().toArray(String[]::new))
              : call(step));
    }
    JSON.writeValue(new File(args[1]), answers);
    System.exit(0);
  }

  private static void layOut() throws IOException {
    new LeafSynthesizer(96, 1).write(Path.of("plants"), 12);
    Files.copy(Path.of("plants/rust/leaf-00001.jpg"), Path.of("leaf.jpg"));
    Files.writeString(
        Path.of("edges.yaml"),
        "- gray\n- gaussian-blur: {size: 5}\n- canny: {low: 50, high: 150}\n");
    Files.writeString(
        Path.of("own.yaml"),
        """
        name: own
        input: 64x64x3
        classes: auto
        layers:
          - conv: {out: 32, kernel: 3, padding: same, batch-norm: true, activation: relu}
          - max-pool: 2
          - conv: {out: 64, kernel: 3, padding: same, batch-norm: true, activation: relu, name: shortcut}
          - conv: {out: 64, kernel: 3, padding: same, batch-norm: true, activation: relu}
          - conv: {out: 64, kernel: 3, padding: same, batch-norm: true}
          - add: shortcut
          - relu
          - global-average-pool
          - dropout: 0.3
          - dense: {out: classes, activation: softmax}
        """);
    try (Network net = Network.create(SmallCnn.of(64, 64, 3, 1000), 1)) {
      Files.write(Path.of("mobilenetv2.onnx"), OnnxExport.network(net, 3, 64, 64, Map.of()));
    }
    Files.write(
        Path.of("imagenet.txt"), IntStream.range(0, 1000).mapToObj(i -> "thing " + i).toList());
  }

  private static Invocation call(Step step) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        URLClassLoader loader =
            new URLClassLoader(new URL[] {Path.of(step.classes()).toUri().toURL()})) {
      System.setOut(out);
      loader
          .loadClass(step.mainClass())
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
      return new Invocation(0, bytes.toString(StandardCharsets.UTF_8), "");
    } catch (InvocationTargetException e) {
      return new Invocation(
          1, bytes.toString(StandardCharsets.UTF_8), String.valueOf(e.getCause()));
    } finally {
      System.setOut(before);
    }
  }
}
