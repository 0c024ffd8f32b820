package io.ocelli.model.convert;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import java.util.List;
import java.util.Map;

/**
 * A model read as a network with its weights.
 *
 * @param net what it computes
 * @param parameters its weights
 * @param facts what the file says besides, and what was changed in reading
 */
public record Converted(Net net, Parameters parameters, Facts facts) {
  /**
   * What a file says besides its network.
   *
   * @param origin the file
   * @param input name of its input
   * @param channelsLast whether the file takes [batch, height, width, channels]; the net takes
   *     channels first always
   * @param own shape of the pictures that the file takes; sides that it leaves free are those that
   *     were asked for
   * @param free whether the file leaves height or width free
   * @param quantised whether weights or values were quantised in the file, so that its answers
   *     differ from the net's by rounding
   * @param logarithm whether the file answers the logarithm of what the net answers
   * @param metadata of the file
   * @param notes what was changed in reading, for people
   */
  public record Facts(
      String origin,
      String input,
      boolean channelsLast,
      Shape own,
      boolean free,
      boolean quantised,
      boolean logarithm,
      Map<String, String> metadata,
      List<String> notes) {
    /** Copies map and list. */
    public Facts {
      metadata = Map.copyOf(metadata);
      notes = List.copyOf(notes);
    }
  }
}
