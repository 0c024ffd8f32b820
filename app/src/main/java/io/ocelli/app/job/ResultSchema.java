package io.ocelli.app.job;

import io.ocelli.error.UsageException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of a {@link ResultDatabase}: {@code jobs}, {@code classes}, {@code images}, {@code
 * predictions}, {@code errors}, and the views {@code results} (a row a prediction), {@code best} (a
 * row a picture) and {@code counts} (a row a class). docs/guide-classify.md says what each column
 * means.
 */
final class ResultSchema {
  /** In {@code PRAGMA user_version}; raised when a column changes its meaning. */
  static final int VERSION = 1;

  /** In {@code PRAGMA application_id}: "Ocel". */
  static final int APPLICATION = 0x4f63656c;

  static final String INSERT_JOB =
      "INSERT INTO jobs (options, model, model_sha256, started) VALUES (?, ?, ?, ?)";
  static final String INSERT_CLASS = "INSERT INTO classes VALUES (?, ?, ?)";
  static final String INSERT_IMAGE = "INSERT INTO images VALUES (?, ?, ?, ?, ?)";
  static final String INSERT_PREDICTION = "INSERT INTO predictions VALUES (?, ?, ?, ?, ?)";
  static final String INSERT_ERROR = "INSERT INTO errors VALUES (?, ?, ?, ?)";
  static final String UPDATE_JOB =
      "UPDATE jobs SET state = ?, inputs = ?, done = ?, failed = ?, names_sha256 = ?, updated = ?"
          + " WHERE id = ?";
  static final String LAST_JOB =
      "SELECT id, options, inputs, done, failed, names_sha256, state FROM jobs"
          + " ORDER BY id DESC LIMIT 1";

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE jobs (
            id INTEGER PRIMARY KEY,
            state TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'stopped', 'done')),
            model TEXT NOT NULL,
            model_sha256 TEXT NOT NULL,
            options TEXT NOT NULL,
            inputs INTEGER NOT NULL DEFAULT 0,
            done INTEGER NOT NULL DEFAULT 0,
            failed INTEGER NOT NULL DEFAULT 0,
            names_sha256 TEXT NOT NULL DEFAULT '',
            started TEXT NOT NULL,
            updated TEXT)
          """,
          """
          CREATE TABLE classes (
            job INTEGER NOT NULL REFERENCES jobs (id),
            class_index INTEGER NOT NULL,
            label TEXT NOT NULL,
            PRIMARY KEY (job, class_index)) WITHOUT ROWID
          """,
          """
          CREATE TABLE images (
            job INTEGER NOT NULL REFERENCES jobs (id),
            position INTEGER NOT NULL,
            source TEXT NOT NULL,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            PRIMARY KEY (job, position)) WITHOUT ROWID
          """,
          """
          CREATE TABLE predictions (
            job INTEGER NOT NULL,
            position INTEGER NOT NULL,
            rank INTEGER NOT NULL,
            class_index INTEGER NOT NULL,
            probability REAL NOT NULL,
            PRIMARY KEY (job, position, rank),
            FOREIGN KEY (job, position) REFERENCES images (job, position)) WITHOUT ROWID
          """,
          """
          CREATE TABLE errors (
            job INTEGER NOT NULL REFERENCES jobs (id),
            position INTEGER NOT NULL,
            source TEXT NOT NULL,
            error TEXT NOT NULL,
            PRIMARY KEY (job, position)) WITHOUT ROWID
          """,
          "CREATE INDEX images_by_source ON images (source)",
          """
          CREATE VIEW results AS
            SELECT job, position, source, rank, class_index, label, probability
            FROM predictions JOIN images USING (job, position) JOIN classes USING (job, class_index)
          """,
          "CREATE VIEW best AS SELECT job, position, source, class_index, label, probability"
              + " FROM results WHERE rank = 1",
          """
          CREATE VIEW counts AS
            SELECT job, class_index, label, count(*) AS pictures, avg(probability) AS probability
            FROM best GROUP BY job, class_index
          """);

  private ResultSchema() {}

  /**
   * Makes the tables in an empty file.
   *
   * @throws UsageException if it is not empty and these are not in it
   */
  static void prepare(Statement statement, Path file) throws SQLException {
    long application = number(statement, "PRAGMA application_id");
    long version = number(statement, "PRAGMA user_version");
    if (application == APPLICATION && version == VERSION) {
      return;
    }
    boolean empty = number(statement, "SELECT count(*) FROM sqlite_master") == 0;
    if (application == APPLICATION) {
      throw new UsageException(
          "a database of another version of Ocelli",
          file + ": schema " + version + ", here " + VERSION,
          "--save",
          "give another file");
    }
    if (!empty) {
      throw new UsageException(
          "a database of something else", file.toString(), "--save", "give another file");
    }
    statement.execute("BEGIN IMMEDIATE");
    for (String table : TABLES) {
      statement.execute(table);
    }
    statement.execute("PRAGMA application_id = " + APPLICATION);
    statement.execute("PRAGMA user_version = " + VERSION);
    statement.execute("COMMIT");
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
