package io.ocelli.model.zoo.registry;

import io.ocelli.error.OcelliException;
import io.ocelli.model.zoo.registry.PartFile.State;
import io.ocelli.model.zoo.registry.TransferException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Brings a file to disk: mirrors in their order, tries that go on where the last one ended, length
 * and checksum. What has come stays in a part file until the file is whole, also when the process
 * ends; what turned out wrong is deleted.
 *
 * <p>Bytes of an earlier try are continued only where the end can show whether they belong
 * together: with a checksum from any mirror; without one only from the same URL, and only if the
 * server says that the file is still the same (If-Range with ETag or date of change, RFC 9110).
 */
final class Download {
  private static final int PIECE = 1 << 16;
  // Progress of this much makes a try count as the first again: a long file over a bad line.
  private static final long WORTH_A_TRY = 1 << 20;

  private final Transfer transfer;
  private final TransferLimits limits;
  private final TransferListener listener;
  private final ToLongFunction<Path> freeSpace;

  Download(TransferLimits limits, Map<String, String> environment, TransferListener listener) {
    this(limits, environment, listener, Download::usableSpace);
  }

  /**
   * @param freeSpace bytes that can still be written to the disk of a folder
   */
  Download(
      TransferLimits limits,
      Map<String, String> environment,
      TransferListener listener,
      ToLongFunction<Path> freeSpace) {
    this.transfer = new Transfer(limits, environment);
    this.limits = limits;
    this.listener = listener;
    this.freeSpace = freeSpace;
  }

  private static long usableSpace(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * Downloads the file, or the rest of it.
   *
   * @param file what to get
   * @param expected who says what its checksum is: "the registry", "the pin of 2026-11-21"
   * @param part where to put it; the same in a later run, which then goes on
   * @param most bytes that are accepted where the length is not known
   * @throws OcelliException when no mirror gives it, or the disk is full
   */
  Downloaded fetch(RemoteFile file, String expected, Path part, long most)
      throws IOException, InterruptedException {
    PartFile have = new PartFile(part);
    if (file.sha256() != null && have.length() > 0 && file.sha256().equals(have.checksum())) {
      have.forgetState();
      return new Downloaded(part, file.urls().get(0), file.sha256(), have.length());
    }
    List<TransferException> faults = new ArrayList<>();
    for (URI url : file.urls()) {
      try {
        if ("file".equalsIgnoreCase(url.getScheme())) {
          copy(url, file, have);
        } else {
          tries(url, file, expected, have, most);
        }
        check(file, expected, have);
        have.forgetState();
        return new Downloaded(part, url, have.checksum(), have.length());
      } catch (TransferException e) {
        faults.add(e);
        if (!e.fault().passing()) {
          have.clear();
        }
        if (faults.size() < file.urls().size()) {
          listener.remark(words(url, e) + "; trying the next mirror");
        }
      }
    }
    throw failed(file, faults);
  }

  private void tries(URI url, RemoteFile file, String expected, PartFile have, long most)
      throws IOException, InterruptedException {
    int tried = 0;
    boolean again = true;
    while (true) {
      long before = have.length();
      try {
        once(url, file, have, most);
        if (before == 0 || !again || file.sha256() == null) {
          return;
        }
        check(file, expected, have);
        return;
      } catch (TransferException e) {
        tried = have.length() - before >= WORTH_A_TRY ? 1 : tried + 1;
        if (e.fault() == Fault.CHECKSUM) {
          // The first part may be of another version of the file: once more, all of it.
          again = false;
          have.clear();
          listener.remark("the two parts do not belong to one file; downloading it anew");
        } else if (e.fault().passing() && tried < limits.attempts()) {
          listener.remark(words(url, e) + "; trying again");
          Thread.sleep(limits.pause().toMillis() << (tried - 1));
        } else {
          throw e;
        }
      }
    }
  }

  private void once(URI url, RemoteFile file, PartFile have, long most)
      throws IOException, InterruptedException {
    State state = have.state();
    boolean same = state != null && state.url().equals(url.toString());
    String validator = same ? state.validator() : null;
    boolean whole = file.bytes() >= 0 && have.length() >= file.bytes();
    if (whole || (file.sha256() == null && validator == null)) {
      have.clear();
    }
    long from = have.length();
    Transfer.Answer answer = transfer.get(url, from, validator);
    try (TimedBody body = answer.body()) {
      boolean otherLength =
          answer.from() > 0 && same && state.total() >= 0 && answer.total() != state.total();
      if (otherLength) {
        have.clear();
        throw new TransferException(
            Fault.CUT_OFF, "the file has changed since the last try", url.toString(), "try again");
      }
      if (answer.from() == 0 && from > 0) {
        listener.remark(
            "the server begins at the start again: it cannot go on, or the file has changed");
        have.clear();
      }
      have.write(new State(url.toString(), answer.validator(), answer.total()));
      long total = file.bytes() >= 0 ? file.bytes() : answer.total();
      requireSpace(have, total);
      listener.started(answer.url(), have.length(), total);
      receive(answer, body, file, have, most);
    }
  }

  private void receive(
      Transfer.Answer answer, TimedBody body, RemoteFile file, PartFile have, long most)
      throws IOException, InterruptedException {
    boolean looked = have.length() >= PartFile.HEAD;
    String host = answer.url().getHost();
    long total = answer.total() >= 0 ? answer.total() : file.bytes();
    try (FileChannel channel = have.append()) {
      List<ByteBuffer> piece;
      do {
        piece = next(body, host, have.length(), total);
        for (ByteBuffer bytes : piece == null ? List.<ByteBuffer>of() : piece) {
          write(have, channel, bytes);
        }
        if (!looked && (piece == null || have.length() >= PartFile.HEAD)) {
          looked = true;
          look(have, answer, file);
        }
        long bound = file.bytes() >= 0 ? file.bytes() : most;
        if (have.length() > bound) {
          throw new TransferException(
              Fault.LENGTH,
              file.bytes() >= 0
                  ? "the server sends more than the registry says"
                  : "the file is longer than such a file can be",
              "more than " + bound + " bytes from " + host,
              "use another mirror, or a newer registry");
        }
        listener.received(have.length());
      } while (piece != null);
    }
    if (total >= 0 && have.length() < total) {
      throw cutOff(host, have.length(), total, null);
    }
  }

  private @Nullable List<ByteBuffer> next(TimedBody body, String host, long have, long total)
      throws TransferException, InterruptedException {
    try {
      return body.next(limits.stall());
    } catch (TimeoutException e) {
      throw new TransferException(
          Fault.STALLED,
          "nothing more came for " + Transfer.seconds(limits.stall()),
          host + ", after " + of(have, total),
          "try again: what has come is kept",
          e);
    } catch (IOException e) {
      throw cutOff(host, have, total, e);
    }
  }

  private static TransferException cutOff(
      String host, long have, long total, @Nullable IOException cause) {
    return new TransferException(
        Fault.CUT_OFF,
        "the connection ended before the file",
        host + ", after " + of(have, total),
        "try again: what has come is kept",
        cause);
  }

  private static String of(long have, long total) {
    return total < 0 ? have + " bytes" : have + " of " + total + " bytes";
  }

  private void write(PartFile have, FileChannel channel, ByteBuffer bytes) {
    try {
      have.add(channel, bytes);
    } catch (IOException e) {
      throw new OcelliException(
          "the download cannot be written",
          String.valueOf(e.getMessage()),
          have.file().toString(),
          "free some space and run it again: what has come is kept; or set OCELLI_HOME to a"
              + " folder on another disk",
          e);
    }
    if (listener.cancelled()) {
      throw new OcelliException(
          "the download was stopped",
          have.length() + " bytes are kept",
          have.file().toString(),
          "run the same command again to go on");
    }
  }

  private void requireSpace(PartFile have, long total) {
    Path folder = have.file().toAbsolutePath().getParent();
    long free = folder == null ? Long.MAX_VALUE : freeSpace.applyAsLong(folder);
    // It is copied into the store before the part is deleted.
    long needed = 2 * total - have.length();
    if (total > 0 && needed > free) {
      throw new OcelliException(
          "there is not enough space on the disk",
          String.format(Locale.ROOT, "%.1f MB needed, %.1f MB free", needed / 1e6, free / 1e6),
          String.valueOf(folder),
          "free some space, or set OCELLI_HOME to a folder on another disk");
    }
  }

  private static void look(PartFile have, Transfer.Answer answer, RemoteFile file)
      throws IOException {
    String host = answer.url().getHost();
    String head = have.head();
    String low = head.stripLeading().toLowerCase(Locale.ROOT);
    if (head.startsWith("version https://git-lfs")) {
      throw new TransferException(
          Fault.WRONG_KIND,
          "the server sent a Git LFS pointer and not the file",
          answer.url().toString(),
          "the URL has to lead to the file itself, for GitHub media.githubusercontent.com");
    }
    if (low.startsWith("<!doctype") || low.startsWith("<html") || low.startsWith("<head")) {
      throw new TransferException(
          Fault.WRONG_KIND,
          "the server sent a web page and not the file",
          answer.url().toString(),
          "open the URL in a browser: the page may ask to log in, or belong to a proxy");
    }
    if (low.startsWith("<?xml") || low.startsWith("{\"error") || low.startsWith("{\"message")) {
      throw new TransferException(
          Fault.WRONG_KIND,
          "the server sent an error text and not the file",
          head.lines().findFirst().orElse("").strip(),
          "use another mirror, or a newer registry");
    }
    if (file.bytes() >= 0 && answer.total() >= 0 && answer.total() != file.bytes()) {
      throw new TransferException(
          Fault.LENGTH,
          "the file has not the length that the registry says",
          answer.total() + " bytes at " + host + ", " + file.bytes() + " in the registry",
          "it is another file by now: use another mirror, or a newer registry");
    }
  }

  private static void check(RemoteFile file, String expected, PartFile have)
      throws TransferException {
    if (file.bytes() >= 0 && have.length() != file.bytes()) {
      throw new TransferException(
          Fault.LENGTH,
          "the file has not the length that the registry says",
          have.length() + " bytes instead of " + file.bytes(),
          "it is another file by now: use another mirror, or a newer registry");
    }
    if (file.sha256() != null && !file.sha256().equals(have.checksum())) {
      throw new TransferException(
          Fault.CHECKSUM,
          "the file is not the one that " + expected + " names",
          "SHA-256 " + have.checksum() + " instead of " + file.sha256(),
          "it was deleted; use another mirror or a newer registry, and do not trust that server");
    }
  }

  private void copy(URI url, RemoteFile file, PartFile have) throws IOException {
    have.clear();
    Path source = Path.of(url);
    long length;
    try {
      length = Files.size(source);
    } catch (IOException e) {
      throw new TransferException(
          Fault.UNREADABLE,
          "the file of the registry cannot be read",
          String.valueOf(e.getMessage()),
          "check the path",
          e);
    }
    requireSpace(have, file.bytes() >= 0 ? file.bytes() : length);
    listener.started(url, 0, length);
    try (InputStream in = Files.newInputStream(source);
        FileChannel channel = have.append()) {
      byte[] piece = new byte[PIECE];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        write(have, channel, ByteBuffer.wrap(piece, 0, read));
        listener.received(have.length());
      }
    }
  }

  private static String words(URI url, TransferException e) {
    return (url.getHost() == null ? url.toString() : url.getHost()) + ": " + e.getMessage();
  }

  private static OcelliException failed(RemoteFile file, List<TransferException> faults) {
    TransferException last = faults.get(faults.size() - 1);
    if (faults.size() == 1) {
      return new OcelliException(
          last.problem(), last.value(), file.urls().get(0).toString(), last.remedy(), last);
    }
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      reasons.add(words(file.urls().get(i), faults.get(i)));
    }
    return new OcelliException(
        "none of the " + faults.size() + " mirrors gave the file",
        String.join("; ", reasons),
        file.urls().get(0) + " and others",
        last.remedy(),
        last);
  }

  /** A short text into memory: a registry. */
  byte[] read(URI url, int most) throws TransferException, InterruptedException {
    Transfer.Answer answer = transfer.get(url, 0, null);
    java.io.ByteArrayOutputStream text = new java.io.ByteArrayOutputStream();
    try (TimedBody body = answer.body()) {
      Duration patience = limits.stall();
      for (List<ByteBuffer> piece = body.next(patience);
          piece != null;
          piece = body.next(patience)) {
        for (ByteBuffer bytes : piece) {
          byte[] some = new byte[bytes.remaining()];
          bytes.get(some);
          text.writeBytes(some);
        }
        if (text.size() > most) {
          throw new TransferException(
              Fault.LENGTH, "this is too long for a registry", url.toString(), "check the URL");
        }
      }
      return text.toByteArray();
    } catch (TimeoutException e) {
      throw new TransferException(
          Fault.STALLED,
          "nothing more came for " + Transfer.seconds(limits.stall()),
          url.getHost(),
          "try again later",
          e);
    } catch (TransferException e) {
      throw e;
    } catch (IOException e) {
      throw cutOff(url.getHost(), text.size(), answer.total(), e);
    }
  }
}
