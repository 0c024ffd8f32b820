package io.ocelli.dataset.format;

import io.ocelli.dataset.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What one XML file of Pascal VOC says, not yet checked.
 *
 * @param facts text of the elements outside of objects by path: {@code filename}, {@code
 *     size/width}
 * @param objects in order
 */
record VocFile(Map<String, String> facts, List<Marked> objects) {
  // Neither files nor addresses are fetched, and nothing is defined in the file itself.
  private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();
  private static final int DEEPEST = 50;

  static {
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XML.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    XML.setProperty(XMLInputFactory.IS_COALESCING, true);
    XML.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("it refers to another file: " + systemId);
        });
  }

  /**
   * An object.
   *
   * @param line where it begins, counted from 1
   * @param texts of its elements by path: {@code name}, {@code bndbox/xmin}
   */
  record Marked(int line, Map<String, String> texts) {}

  /** A file that is no such XML, and where it stops being one. */
  static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1;
    private final int line;

    BrokenException(String reason, int line) {
      super(reason, null, false, false);
      this.line = line;
    }

    int line() {
      return line;
    }
  }

  static VocFile read(ByteSource source) throws BrokenException {
    try (InputStream in = FileTree.open(source)) {
      XMLStreamReader xml = XML.createXMLStreamReader(in);
      try {
        return read(xml);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
      throw new BrokenException(reason(e), line);
    } catch (IOException e) {
      throw new BrokenException("it cannot be read: " + e.getMessage(), 0);
    }
  }

  // The parser's message without the place, which stands beside it already.
  private static String reason(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    int at = message.indexOf("Message: ");
    String text = at < 0 ? message : message.substring(at + "Message: ".length());
    return text.lines().findFirst().orElse("not well-formed").strip();
  }

  private static VocFile read(XMLStreamReader xml) throws XMLStreamException, BrokenException {
    Map<String, String> facts = new HashMap<>();
    List<Marked> objects = new ArrayList<>();
    List<String> path = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Marked object = null;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new BrokenException(
                "it defines or uses entities, which are not read here",
                xml.getLocation().getLineNumber());
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
        case XMLStreamConstants.START_ELEMENT -> {
          int line = xml.getLocation().getLineNumber();
          path.add(xml.getLocalName());
          if (path.size() == 1 && !path.get(0).equals("annotation")) {
            throw new BrokenException(
                "its root is '%s', not 'annotation'".formatted(path.get(0)), line);
          }
          if (path.size() > DEEPEST) {
            throw new BrokenException("its elements are nested too deeply", line);
          }
          if (path.size() == 2 && path.get(1).equals("object")) {
            object = new Marked(line, new HashMap<>());
            objects.add(object);
          }
          text.setLength(0);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          keep(path, text, object, facts);
          if (path.size() == 2) {
            object = null;
          }
          path.remove(path.size() - 1);
          text.setLength(0);
        }
        default -> {
          // Comments and processing instructions say nothing.
        }
      }
    }
    return new VocFile(facts, objects);
  }

  private static void keep(
      List<String> path, StringBuilder text, @Nullable Marked object, Map<String, String> facts) {
    int from = object == null ? 1 : 2;
    if (path.size() > from && !text.toString().isBlank()) {
      Map<String, String> into = object == null ? facts : object.texts();
      into.putIfAbsent(String.join("/", path.subList(from, path.size())), text.toString().strip());
    }
  }
}
