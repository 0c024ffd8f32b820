package io.ocelli.model.zoo.registry;

import io.ocelli.model.zoo.StoredModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a pull.
 *
 * @param entry that was pulled
 * @param name in the store
 * @param model as it lies in the store; null when that very file was there already
 * @param sha256 of the file
 * @param remarks sentences for the user: what was assumed, what was pinned
 */
public record Pulled(
    RegistryEntry entry,
    String name,
    @Nullable StoredModel model,
    String sha256,
    List<String> remarks) {
  /** Copies. */
  public Pulled {
    remarks = List.copyOf(remarks);
  }

  /** Whether nothing had to be downloaded. */
  public boolean alreadyThere() {
    return model == null;
  }
}
