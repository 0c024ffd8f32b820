package io.ocelli.model.zoo.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ocelli.model.ModelCard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The card of a registry entry. */
final class EntryCard {
  private static final JsonMapper JSON = new JsonMapper();

  private EntryCard() {}

  /**
   * The card with what is known of the download as provenance.
   *
   * @param provenance key by key
   */
  static ModelCard of(RegistryEntry entry, List<String> labels, Map<String, Object> provenance) {
    return ModelCard.fromMetadata(metadata(entry, labels), entry.origin())
        .map(card -> card.withProvenance(provenance))
        .orElseThrow(() -> new NoSuchElementException(entry.name()));
  }

  /** The keys of the card without provenance. An embedder has no labels. */
  static Map<String, String> metadata(RegistryEntry entry, List<String> labels) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("ocelli.task", entry.task().key());
    if (entry.labels() != null) {
      metadata.put("ocelli.labels", json(labels));
    }
    metadata.put("ocelli.input", json(entry.input()));
    if (entry.output() != null) {
      metadata.put("ocelli.output", entry.output());
    }
    if (entry.family() != null) {
      metadata.put("ocelli.family", entry.family());
    }
    return metadata;
  }

  private static String json(Object tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and scalars are always JSON", e);
    }
  }
}
