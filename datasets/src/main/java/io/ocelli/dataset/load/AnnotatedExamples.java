package io.ocelli.dataset.load;

import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Annotated pictures, each with the classes and objects that somebody gave it. */
record AnnotatedExamples(List<AnnotatedPicture> pictures) implements ExampleSource {
  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public String name(int index) {
    return pictures.get(index).source().name();
  }

  @Override
  public Known known(int index) {
    AnnotatedPicture picture = pictures.get(index);
    Map<Integer, Double> labels = new TreeMap<>();
    picture.labels().forEach(label -> labels.put(label, 1.0));
    return new Known(picture.width(), picture.height(), labels, picture.instances());
  }

  @Override
  public Image decode(int index, DecodeOptions decoding) {
    return pictures.get(index).source().decode(decoding);
  }

  @Override
  public Optional<ByteSource> bytes(int index) {
    return Optional.of(pictures.get(index).source());
  }
}
