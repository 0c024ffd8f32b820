package io.ocelli.ops.find;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocelli.error.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tesseract.TessBaseAPI;
import org.bytedeco.tesseract.global.tesseract;

/**
 * The text recogniser Tesseract: whether it can be used here, and with which languages. Its library
 * comes with Ocelli; what it knows of a language is a file of the system, {@code
 * LANGUAGE.traineddata}.
 *
 * <p>Looked for, in this order: in the folder that the environment variable {@code TESSDATA_PREFIX}
 * names or its {@code tessdata}, and where the packages of Debian and Ubuntu, Fedora, Arch, Alpine,
 * Homebrew, MacPorts and the Windows installer put it.
 */
public final class Tesseract {
  private static final int KEPT = Math.min(4, Runtime.getRuntime().availableProcessors());
  private static final String SUFFIX = ".traineddata";

  /** Engines at rest, the one used last first. */
  private static final Deque<Engine> RESTING = new ArrayDeque<>();

  /** An engine, for one thread at a time, and what it was made for. */
  record Engine(TessBaseAPI api, Path data, String language) {}

  /** What is done with an engine while it is lent. */
  interface Work<T> {
    T with(TessBaseAPI api);
  }

  private Tesseract() {}

  /** The version of the library, such as {@code 5.5.2}. */
  public static String version() {
    load();
    try (BytePointer version = TessBaseAPI.Version()) {
      return version.getString();
    }
  }

  /** The folder of language data that is used; empty where there is none. */
  public static Optional<Path> data() {
    return folders().stream().filter(folder -> !languages(folder).isEmpty()).findFirst();
  }

  /** The languages whose data a folder holds, sorted; empty where it holds none, or is none. */
  public static List<String> languages(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(SUFFIX) && !name.equals("osd" + SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** How the data of a language is got on this system, in one line. */
  public static String howToGet(String language) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String package1 = language.replace('_', '-').toLowerCase(Locale.ROOT);
    if (system.contains("mac")) {
      return "brew install " + (language.equals("eng") ? "tesseract" : "tesseract-lang");
    }
    if (system.contains("win")) {
      return "install Tesseract (winget install UB-Mannheim.TesseractOCR), or set tessdata=FOLDER";
    }
    return "apt-get install tesseract-ocr-"
        + package1
        + " (Debian, Ubuntu), dnf install tesseract-langpack-"
        + language
        + " (Fedora), pacman -S tesseract-data-"
        + language
        + " (Arch), or set tessdata=FOLDER";
  }

  /**
   * The folder with the data of a language.
   *
   * @param wanted the only folder to look in; empty for the usual ones
   */
  static Optional<Path> data(Optional<Path> wanted, String language) {
    List<Path> folders = wanted.map(List::of).orElseGet(Tesseract::folders);
    return folders.stream()
        .filter(folder -> languages(folder).containsAll(Arrays.asList(language.split("\\+"))))
        .findFirst();
  }

  /** The error of what cannot do without the data of a language. */
  static UnavailableException absent(Optional<Path> wanted, String language) {
    return new UnavailableException(
        "Tesseract has no data for the language",
        language,
        wanted
            .map(Path::toString)
            .orElse("the usual folders; " + TESSDATA_PREFIX + " names another"),
        howToGet(language));
  }

  private static final String TESSDATA_PREFIX = "TESSDATA_PREFIX";

  /** Lends an engine for the length of a call. */
  static <T> T use(Path data, String language, Work<T> work) {
    Engine engine = take(data, language);
    try {
      return work.with(engine.api());
    } finally {
      engine.api().Clear();
      giveBack(engine);
    }
  }

  private static Engine take(Path data, String language) {
    synchronized (RESTING) {
      for (Iterator<Engine> all = RESTING.iterator(); all.hasNext(); ) {
        Engine engine = all.next();
        if (engine.data().equals(data) && engine.language().equals(language)) {
          all.remove();
          return engine;
        }
      }
    }
    return start(data, language);
  }

  private static void giveBack(Engine engine) {
    Engine last = null;
    synchronized (RESTING) {
      RESTING.addFirst(engine);
      if (RESTING.size() > KEPT) {
        last = RESTING.removeLast();
      }
    }
    if (last != null) {
      stop(last.api());
    }
  }

  private static Engine start(Path data, String language) {
    load();
    TessBaseAPI api = new TessBaseAPI();
    // What it would print is said by the error below.
    api.SetVariable("debug_file", "/dev/null");
    if (api.Init(data.toString(), language, tesseract.OEM_LSTM_ONLY) != 0) {
      stop(api);
      throw new UnavailableException(
          "Tesseract cannot use its language data",
          language,
          data.toString(),
          "the file may be damaged or of another version: " + howToGet(language));
    }
    return new Engine(api, data, language);
  }

  private static void stop(TessBaseAPI api) {
    api.End();
    api.close();
  }

  /** The text of the last recognition. */
  static String text(TessBaseAPI api) {
    BytePointer text = api.GetUTF8Text();
    if (text == null || text.isNull()) {
      return "";
    }
    try {
      return text.getString(UTF_8);
    } finally {
      tesseract.TessDeleteText(text);
    }
  }

  private static void load() {
    // JavaCPP's warnings about versions are of no use to a user; the same order as for OpenCV.
    Loader.load(tesseract.class);
  }

  private static List<Path> folders() {
    List<Path> all = new ArrayList<>();
    String prefix = System.getenv(TESSDATA_PREFIX);
    if (prefix != null && !prefix.isBlank()) {
      all.add(Path.of(prefix));
      all.add(Path.of(prefix, "tessdata"));
    }
    all.addAll(versions(Path.of("/usr/share/tesseract-ocr")));
    for (String folder :
        List.of(
            "/usr/share/tessdata",
            "/usr/share/tesseract/tessdata",
            "/usr/local/share/tessdata",
            "/opt/homebrew/share/tessdata",
            "/opt/local/share/tessdata")) {
      all.add(Path.of(folder));
    }
    for (String variable : List.of("ProgramFiles", "ProgramFiles(x86)")) {
      String programs = System.getenv(variable);
      if (programs != null) {
        all.add(Path.of(programs, "Tesseract-OCR", "tessdata"));
      }
    }
    String local = System.getenv("LOCALAPPDATA");
    if (local != null) {
      all.add(Path.of(local, "Programs", "Tesseract-OCR", "tessdata"));
      all.add(Path.of(local, "Tesseract-OCR", "tessdata"));
    }
    return all;
  }

  /** {@code FOLDER/5/tessdata} and its like, the newest first, and {@code FOLDER/tessdata}. */
  private static List<Path> versions(Path folder) {
    List<Path> all = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        entries
            .sorted(java.util.Comparator.reverseOrder())
            .map(entry -> entry.resolve("tessdata"))
            .forEach(all::add);
      } catch (IOException e) {
        // A folder that cannot be listed holds nothing that could be used.
      }
      all.add(folder.resolve("tessdata"));
    }
    return all;
  }
}
