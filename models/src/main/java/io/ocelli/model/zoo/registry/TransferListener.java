package io.ocelli.model.zoo.registry;

import java.net.URI;

/** Is told how a download goes, on the thread that downloads. */
public interface TransferListener {
  /** Tells nobody. */
  TransferListener SILENT = new TransferListener() {};

  /**
   * The file has begun to come.
   *
   * @param from where it comes from after all redirects
   * @param have bytes that an earlier try left and that are kept
   * @param total its length; -1 when the server does not say
   */
  default void started(URI from, long have, long total) {}

  /**
   * More has come.
   *
   * @param have bytes of the file on disk
   */
  default void received(long have) {}

  /**
   * Something that the user should know: another mirror, another try, a file that is begun anew.
   */
  default void remark(String text) {}

  /** Whether the user wants the download to stop; asked after every piece. */
  default boolean cancelled() {
    return false;
  }
}
