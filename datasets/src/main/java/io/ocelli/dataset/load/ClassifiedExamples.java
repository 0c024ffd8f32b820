package io.ocelli.dataset.load;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import java.util.List;
import java.util.Optional;

/** Pictures with one class each. */
record ClassifiedExamples(List<Sample> samples) implements ExampleSource {
  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public String name(int index) {
    return samples.get(index).source().name();
  }

  @Override
  public Known known(int index) {
    return Known.of(samples.get(index).label());
  }

  @Override
  public Image decode(int index, DecodeOptions decoding) {
    return samples.get(index).source().decode(decoding);
  }

  @Override
  public Optional<ByteSource> bytes(int index) {
    return Optional.of(samples.get(index).source());
  }
}
