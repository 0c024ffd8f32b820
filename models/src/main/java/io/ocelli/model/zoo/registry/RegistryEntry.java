package io.ocelli.model.zoo.registry;

import io.ocelli.model.Task;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model that can be downloaded, and all its card needs.
 *
 * @param name in the registry and, when no other is given, in the store
 * @param title a line that says what it is
 * @param task what it is for
 * @param family how the answers of a detector are decoded; null for other tasks
 * @param file where it lies
 * @param licence its terms
 * @param input the key {@code ocelli.input} of its card, as a tree of maps, lists and scalars
 * @param output logits or probabilities; null when adding it has to find out
 * @param labels class names; null for a model without
 * @param expected an answer that is known; null when none is
 * @param home the page of those who made or publish it
 * @param verified which of these facts were checked, and against what
 * @param origin the registry it stands in, and the line
 */
public record RegistryEntry(
    String name,
    String title,
    Task task,
    @Nullable String family,
    RemoteFile file,
    Licence licence,
    Map<String, Object> input,
    @Nullable String output,
    @Nullable LabelList labels,
    @Nullable ExpectedAnswer expected,
    @Nullable String home,
    @Nullable String verified,
    String origin) {
  /** Copies. */
  public RegistryEntry {
    input = Collections.unmodifiableMap(new LinkedHashMap<>(input));
  }
}
