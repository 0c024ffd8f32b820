package io.ocelli.model.onnx;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of {@link NvidiaLibrary} this system has, found by the names of files and without loading
 * any of it: where the system's loader looks (LD_LIBRARY_PATH and the loader's cache; PATH on
 * Windows), and in the folders where CUDA is usually installed.
 */
public final class NvidiaSoftware {
  private static final int PATIENCE_SECONDS = 3;
  private static final Pattern VERSION = Pattern.compile("\\.?\\d.*");

  private final boolean windows;
  private final List<Path> onPath;
  private final List<Path> elsewhere;
  private final Map<Path, List<Path>> files = new HashMap<>();

  /**
   * One library.
   *
   * @param library which
   * @param wanted the name of the file that is wanted
   * @param loadable the wanted file where the loader finds it, or empty
   * @param beside the wanted file where the loader does not look, or empty
   * @param others files of another version of the library
   */
  public record Finding(
      NvidiaLibrary library,
      String wanted,
      Optional<Path> loadable,
      Optional<Path> beside,
      List<Path> others) {
    /** Copies the list. */
    public Finding {
      others = List.copyOf(others);
    }

    /** For example {@code libcudart.so.12 (CUDA runtime; found libcudart.so.13 in /usr/lib)}. */
    public String describe() {
      String found =
          loadable
              .map(file -> "found " + version(file))
              .or(() -> beside.map(file -> file + " is not on the library path"))
              .orElseGet(
                  () ->
                      others.isEmpty()
                          ? "not found"
                          : "found "
                              + others.stream()
                                  .map(f -> f.getFileName() + " in " + f.getParent())
                                  .collect(Collectors.joining(", ")));
      return wanted + " (" + library.title() + "; " + found + ")";
    }

    /** What to do about it; empty text when it is there. */
    public String remedy() {
      if (loadable.isPresent()) {
        return "";
      }
      return beside
          .map(file -> "put " + file.getParent() + " on LD_LIBRARY_PATH (PATH on Windows)")
          .orElseGet(library::howToGet);
    }

    private static String version(Path file) {
      try {
        return file.toRealPath().toString();
      } catch (IOException e) {
        return file.toString();
      }
    }
  }

  NvidiaSoftware(boolean windows, Collection<Path> onPath, Collection<Path> elsewhere) {
    this.windows = windows;
    this.onPath = List.copyOf(onPath);
    this.elsewhere = List.copyOf(elsewhere);
  }

  /** Looks at this system. Takes some tens of milliseconds. */
  public static NvidiaSoftware ofThisSystem() {
    boolean windows = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win");
    Set<Path> folders = new LinkedHashSet<>();
    String variable = System.getenv(windows ? "PATH" : "LD_LIBRARY_PATH");
    if (variable != null) {
      for (String folder : variable.split(File.pathSeparator, -1)) {
        addFolder(folders, folder);
      }
    }
    addFolder(folders, System.getProperty("onnxruntime.native.path", ""));
    Set<Path> usual = new LinkedHashSet<>();
    if (windows) {
      addChildren(usual, "C:\\Program Files\\NVIDIA GPU Computing Toolkit\\CUDA", "bin");
      addChildren(usual, "C:\\Program Files\\NVIDIA\\CUDNN", "bin");
    } else {
      for (String line : lines("/sbin/ldconfig", "-p")) {
        int at = line.indexOf("=> ");
        if (at > 0) {
          addFolder(folders, line.substring(at + 3).strip().replaceFirst("/[^/]*$", ""));
        }
      }
      for (String folder : List.of("/lib64", "/usr/lib64", "/lib", "/usr/lib")) {
        addFolder(folders, folder);
      }
      for (String folder :
          List.of(
              "/usr/lib/x86_64-linux-gnu",
              "/usr/lib/aarch64-linux-gnu",
              "/opt/cuda/lib64",
              "/usr/lib/wsl/lib")) {
        addFolder(usual, folder);
      }
      addChildren(usual, "/usr/local", "lib64");
    }
    return new NvidiaSoftware(windows, folders, usual);
  }

  private static void addFolder(Set<Path> folders, String text) {
    try {
      if (!text.isBlank() && Files.isDirectory(Path.of(text))) {
        folders.add(Path.of(text));
      }
    } catch (InvalidPathException notAPath) {
      return;
    }
  }

  private static void addChildren(Set<Path> folders, String parent, String child) {
    try (Stream<Path> children = Files.list(Path.of(parent))) {
      children.sorted().forEach(folder -> addFolder(folders, folder.resolve(child).toString()));
    } catch (IOException | UncheckedIOException | InvalidPathException absent) {
      return;
    }
  }

  /** What a command prints; nothing when there is no such command or it takes too long. */
  private static List<String> lines(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        process.getOutputStream().close();
        Thread guard = guard(process);
        List<String> lines = out.lines().toList();
        guard.interrupt();
        return process.waitFor() == 0 ? lines : List.of();
      }
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** A driver that hangs must not hang us. */
  private static Thread guard(Process process) {
    Thread guard =
        new Thread(
            () -> {
              try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                  process.destroyForcibly();
                }
              } catch (InterruptedException done) {
                Thread.currentThread().interrupt();
              }
            },
            "ocelli-wait-for-" + process.pid());
    guard.setDaemon(true);
    guard.start();
    return guard;
  }

  /** What nvidia-smi says of the driver and each GPU, a line each; empty when it says nothing. */
  public static List<String> gpus() {
    return lines(
        "nvidia-smi",
        "--query-gpu=index,name,driver_version,memory.total",
        "--format=csv,noheader");
  }

  /** All libraries, in the order of {@link NvidiaLibrary}. */
  public List<Finding> all() {
    return Arrays.stream(NvidiaLibrary.values()).map(this::find).toList();
  }

  /** Those that a device wants and the loader does not find. */
  public List<Finding> missing(Device.Kind kind) {
    return all().stream()
        .filter(f -> kind == Device.Kind.TENSORRT || f.library() != NvidiaLibrary.TENSORRT)
        .filter(f -> f.library() != NvidiaLibrary.CUFFT)
        .filter(f -> f.loadable().isEmpty())
        .toList();
  }

  /** Looks for one library. */
  public Finding find(NvidiaLibrary library) {
    String wanted = library.wanted(windows);
    List<Path> others = new ArrayList<>();
    for (List<Path> folders : List.of(onPath, elsewhere)) {
      for (Path folder : folders) {
        for (Path file : versions(folder, library.stem(windows))) {
          if (!file.getFileName().toString().startsWith(wanted) && isNew(others, file)) {
            others.add(file);
          }
        }
      }
    }
    return new Finding(library, wanted, first(onPath, wanted), first(elsewhere, wanted), others);
  }

  private static Optional<Path> first(List<Path> folders, String name) {
    return folders.stream().map(f -> f.resolve(name)).filter(Files::exists).findFirst();
  }

  private static boolean isNew(List<Path> known, Path file) {
    return known.stream().noneMatch(k -> same(k, file));
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return one.equals(other);
    }
  }

  /** Files of a library in a folder; those that carry a version in their name. */
  private List<Path> versions(Path folder, String stem) {
    return files.computeIfAbsent(folder, NvidiaSoftware::list).stream()
        .filter(f -> f.getFileName().toString().startsWith(stem))
        .filter(f -> VERSION.matcher(f.getFileName().toString().substring(stem.length())).matches())
        .toList();
  }

  /** What lies in a folder, by name. Read once: some hold thousands, and seven libraries ask. */
  private static List<Path> list(Path folder) {
    try (Stream<Path> found = Files.list(folder)) {
      return found.sorted().toList();
    } catch (IOException | UncheckedIOException unreadable) {
      return List.of();
    }
  }
}
