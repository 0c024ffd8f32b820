package io.ocelli.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Versions of the libraries on the class path, as Maven wrote them into their jars. */
final class Libraries {
  private Libraries() {}

  static String version(String group, String artifact) throws IOException {
    String path = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (InputStream in = Libraries.class.getResourceAsStream(path)) {
      if (in == null) {
        return "version unknown";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "version unknown");
    }
  }
}
