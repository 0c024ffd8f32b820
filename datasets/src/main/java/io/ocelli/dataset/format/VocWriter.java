package io.ocelli.dataset.format;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import io.ocelli.geometry.Box;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes {@link VocFormat}: {@code Annotations/}, {@code JPEGImages/}, {@code ImageSets/Main/} if
 * there are splits, and {@code classes.txt}, which keeps the order of the classes.
 */
final class VocWriter {
  private final PictureFiles files;
  private final int shift;

  VocWriter(PictureFiles files, ReadOptions.VocCorners corners) {
    this.files = files;
    this.shift = corners.shift();
  }

  void write(DetectionDataset data) {
    Map<Split, List<String>> lists = new EnumMap<>(Split.class);
    for (AnnotatedPicture picture : data.pictures()) {
      String path = files.put(picture, "JPEGImages", true);
      if (path != null) {
        String stem = FileTree.stem(path);
        picture
            .split()
            .ifPresent(split -> lists.computeIfAbsent(split, one -> new ArrayList<>()).add(stem));
        try {
          files.text("Annotations/" + stem + ".xml", xml(picture, path, data.classes()));
        } catch (XMLStreamException e) {
          throw new IllegalStateException("nothing here can go wrong", e);
        }
      }
    }
    lists.forEach(
        (split, names) ->
            files.text(
                "ImageSets/Main/" + split.folder() + ".txt", String.join("\n", names) + "\n"));
    files.text("classes.txt", String.join("\n", data.classes()) + "\n");
  }

  private String xml(AnnotatedPicture picture, String path, List<String> classes)
      throws XMLStreamException {
    StringWriter text = new StringWriter();
    XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    xml.writeStartElement("annotation");
    element(xml, 1, "folder", "JPEGImages");
    element(xml, 1, "filename", path.substring(path.lastIndexOf('/') + 1));
    open(xml, 1, "size");
    element(xml, 2, "width", Integer.toString(picture.width()));
    element(xml, 2, "height", Integer.toString(picture.height()));
    element(xml, 2, "depth", "3");
    close(xml, 1);
    element(xml, 1, "segmented", "0");
    for (Instance instance : picture.instances()) {
      if (!Losses.hasNoArea(instance)) {
        object(xml, instance, picture, classes);
      }
    }
    close(xml, 0);
    xml.close();
    return text + "\n";
  }

  private void object(
      XMLStreamWriter xml, Instance instance, AnnotatedPicture picture, List<String> classes)
      throws XMLStreamException {
    open(xml, 1, "object");
    element(xml, 2, "name", classes.get(instance.label()));
    Map<String, String> says = instance.attributes();
    element(xml, 2, "pose", says.getOrDefault("pose", "Unspecified"));
    element(xml, 2, "truncated", says.getOrDefault("truncated", "0"));
    if (says.containsKey("occluded")) {
      element(xml, 2, "occluded", says.getOrDefault("occluded", "0"));
    }
    element(xml, 2, "difficult", says.getOrDefault("difficult", "0"));
    open(xml, 2, "bndbox");
    Box box = instance.box().clip(picture.width(), picture.height());
    int x1 = Math.min(Math.round(box.x1()), picture.width() - 1);
    int y1 = Math.min(Math.round(box.y1()), picture.height() - 1);
    element(xml, 3, "xmin", Integer.toString(x1 + shift));
    element(xml, 3, "ymin", Integer.toString(y1 + shift));
    element(xml, 3, "xmax", Integer.toString(Math.max(x1 + 1, Math.round(box.x2()))));
    element(xml, 3, "ymax", Integer.toString(Math.max(y1 + 1, Math.round(box.y2()))));
    close(xml, 2);
    close(xml, 1);
  }

  private static void element(XMLStreamWriter xml, int depth, String name, String text)
      throws XMLStreamException {
    indent(xml, depth);
    xml.writeStartElement(name);
    xml.writeCharacters(text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", "_"));
    xml.writeEndElement();
  }

  private static void open(XMLStreamWriter xml, int depth, String name) throws XMLStreamException {
    indent(xml, depth);
    xml.writeStartElement(name);
  }

  private static void close(XMLStreamWriter xml, int depth) throws XMLStreamException {
    indent(xml, depth);
    xml.writeEndElement();
  }

  private static void indent(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "\t".repeat(depth));
  }
}
