package io.ocelli.app.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.ops.Found;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A row for each finding: {@code source,operation,step,part} and then a column for every field that
 * any finding has, in the order in which they first came up. Which they are is known only at the
 * end, so the rows wait in a temporary file. Inputs that failed have no row.
 */
final class CsvFindings implements FindingWriter {
  private static final TypeReference<Map<String, String>> ROW = new TypeReference<>() {};

  private final OutputStream out;
  private final ObjectMapper json = new ObjectMapper();
  private final Path rows;
  private final BufferedWriter spool;
  private final Set<String> columns =
      new LinkedHashSet<>(List.of("source", "operation", "step", "part"));

  CsvFindings(OutputStream out) throws IOException {
    this.out = out;
    this.rows = Files.createTempFile("ocelli-findings", ".jsonl");
    this.spool = Files.newBufferedWriter(rows);
  }

  @Override
  public void write(ImageOutcome outcome) throws IOException {
    for (Found found : outcome.findings()) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("source", outcome.source());
      row.put("operation", found.operation());
      row.put("step", String.valueOf(found.step() + 1));
      row.put("part", found.part());
      row.putAll(FindingTree.flat(FindingTree.of(found.finding())));
      columns.addAll(row.keySet());
      spool.write(json.writeValueAsString(row));
      spool.newLine();
    }
  }

  @Override
  public void finish() throws IOException {
    spool.close();
    String[] names = columns.toArray(String[]::new);
    String[] cells = new String[names.length];
    try (BufferedReader reader = Files.newBufferedReader(rows);
        CsvRows csv = new CsvRows(out, names)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        Map<String, String> row = json.readValue(line, ROW);
        for (int i = 0; i < names.length; i++) {
          cells[i] = row.getOrDefault(names[i], "");
        }
        csv.row(cells);
      }
    }
  }

  @Override
  public void close() {
    try {
      spool.close();
      Files.deleteIfExists(rows);
    } catch (IOException e) {
      // A temporary file that stays harms nobody; what matters was written, or has failed before.
    }
  }
}
