package io.ocelli.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What all report pages have: one file with its style and script in it. */
final class Page {
  private Page() {}

  static void open(Html html, String title) {
    html.trusted("<!DOCTYPE html>\n");
    html.open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml");
    html.open("head");
    html.open("meta", "charset", "utf-8");
    html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.leaf("title", title);
    html.open("style").trusted("\n" + resource("report.css")).close("style");
    html.close("head");
    html.open("body").open("main");
  }

  static void close(Html html) {
    html.close("main");
    html.open("script").trusted("\n" + resource("report.js")).close("script");
    html.close("body").close("html");
  }

  /** A number in a box. */
  static void figure(Html html, String style, String value, String name, String detail) {
    html.open("div", "class", style);
    html.leaf("b", value).leaf("span", name, "style", "font-weight:600").leaf("span", detail);
    html.close("div");
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
