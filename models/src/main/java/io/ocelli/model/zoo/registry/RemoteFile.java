package io.ocelli.model.zoo.registry;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that can be downloaded.
 *
 * @param urls where it lies: the same bytes at each; tried in this order. http, https or file
 * @param sha256 its checksum, 64 small hexadecimal digits; null where nobody could know it
 * @param bytes its length; -1 where nobody could know it
 */
public record RemoteFile(List<URI> urls, @Nullable String sha256, long bytes) {
  /** Copies, and checks that there is a place to download it from. */
  public RemoteFile {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("a file needs a URL");
    }
  }

  /** The same with a checksum that has been learnt. */
  RemoteFile withSha256(String learnt) {
    return new RemoteFile(urls, learnt, bytes);
  }
}
