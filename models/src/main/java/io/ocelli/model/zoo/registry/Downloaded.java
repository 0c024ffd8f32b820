package io.ocelli.model.zoo.registry;

import java.net.URI;
import java.nio.file.Path;

/**
 * A file that is whole and whose checksum is known.
 *
 * @param file on disk
 * @param from the URL that gave its end
 * @param sha256 of the file, checked against the expected one where there was one
 * @param bytes its length
 */
record Downloaded(Path file, URI from, String sha256, long bytes) {}
