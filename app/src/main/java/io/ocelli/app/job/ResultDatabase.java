package io.ocelli.app.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.Classification;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Results in an SQLite file, a job after the other. Written in transactions that hold how far the
 * job is together with its rows, so that a process that is killed leaves a whole file that a later
 * one goes on with. Others may read while it is written (write-ahead log).
 *
 * <p>The tables are those of {@link ResultSchema}. For one thread at a time.
 */
public final class ResultDatabase implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Connection connection;
  private long job;
  private PreparedStatement image;
  private PreparedStatement prediction;
  private PreparedStatement error;
  private PreparedStatement state;

  /**
   * A job that is in the database.
   *
   * @param id its row
   * @param options what it was, as for {@link JobFile.Header}
   * @param mark how far it came
   * @param state whether it ended
   */
  public record Job(
      long id, Map<String, String> options, Progress.Mark mark, JobFile.State state) {}

  private ResultDatabase(Path file, Connection connection) throws SQLException {
    this.file = file;
    this.connection = connection;
    image = connection.prepareStatement(ResultSchema.INSERT_IMAGE);
    prediction = connection.prepareStatement(ResultSchema.INSERT_PREDICTION);
    error = connection.prepareStatement(ResultSchema.INSERT_ERROR);
    state = connection.prepareStatement(ResultSchema.UPDATE_JOB);
  }

  /**
   * Opens a file, making it where there is none.
   *
   * @throws UsageException if it is a file of something else, or of another version
   * @throws OcelliException if it cannot be written
   */
  public static ResultDatabase open(Path file) {
    Connection connection = null;
    try {
      connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA busy_timeout = 10000");
        ResultSchema.prepare(statement, file);
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = NORMAL");
      }
      connection.setAutoCommit(false);
      return new ResultDatabase(file, connection);
    } catch (SQLException e) {
      close(connection);
      throw failed(file, e);
    } catch (RuntimeException e) {
      close(connection);
      throw e;
    }
  }

  /** Makes an error for people of one of the database. */
  private static OcelliException failed(Path file, SQLException e) {
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new OcelliException(
        "the database cannot be written",
        file + ": " + reason,
        "SQLite",
        "check the permissions and the space on the disk; of two jobs only one can write at a time",
        e);
  }

  /** The job that was begun last. */
  public Optional<Job> last() {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ResultSchema.LAST_JOB)) {
      if (!row.next()) {
        return Optional.empty();
      }
      Progress.Mark mark =
          new Progress.Mark(row.getLong(3), row.getLong(4), row.getLong(5), row.getString(6));
      Map<String, String> options =
          JSON.readValue(row.getString(2), new TypeReference<TreeMap<String, String>>() {});
      JobFile.State ended =
          JobFile.State.valueOf(row.getString(7).toUpperCase(java.util.Locale.ROOT));
      return Optional.of(new Job(row.getLong(1), options, mark, ended));
    } catch (SQLException e) {
      throw failed(file, e);
    } catch (JsonProcessingException e) {
      throw new OcelliException(
          "the database is damaged", "jobs.options", file.toString(), "write another file", e);
    }
  }

  /**
   * Begins a job.
   *
   * @param options what it is, as for {@link JobFile.Header}
   * @param model its file, for people
   * @param labels the class names, index 0 first
   */
  public void begin(Map<String, String> options, String model, List<String> labels) {
    try (PreparedStatement insert = connection.prepareStatement(ResultSchema.INSERT_JOB)) {
      insert.setString(1, JSON.writeValueAsString(new TreeMap<>(options)));
      insert.setString(2, model);
      insert.setString(3, options.getOrDefault("model", ""));
      insert.setString(4, now());
      insert.executeUpdate();
      try (ResultSet key = insert.getGeneratedKeys()) {
        key.next();
        job = key.getLong(1);
      }
      try (PreparedStatement name = connection.prepareStatement(ResultSchema.INSERT_CLASS)) {
        addClass(name, -1, Selection.UNKNOWN);
        for (int i = 0; i < labels.size(); i++) {
          addClass(name, i, labels.get(i));
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw failed(file, e);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is always JSON", e);
    }
  }

  private void addClass(PreparedStatement insert, int index, String label) throws SQLException {
    insert.setLong(1, job);
    insert.setInt(2, index);
    insert.setString(3, label);
    insert.executeUpdate();
  }

  /** Goes on with a job. */
  public void resume(Job interrupted) {
    job = interrupted.id();
  }

  /**
   * Writes the answers to one picture.
   *
   * @param position of the picture among the inputs, from 0
   */
  public void picture(
      long position, String source, int width, int height, List<Classification> answers) {
    try {
      image.setLong(1, job);
      image.setLong(2, position);
      image.setString(3, source);
      image.setInt(4, width);
      image.setInt(5, height);
      image.executeUpdate();
      int rank = 1;
      for (Classification answer : answers) {
        prediction.setLong(1, job);
        prediction.setLong(2, position);
        prediction.setInt(3, rank++);
        prediction.setInt(4, answer.index());
        prediction.setDouble(5, rounded(answer.probability()));
        prediction.executeUpdate();
      }
    } catch (SQLException e) {
      throw failed(file, e);
    }
  }

  /** As in the other formats, six digits: what is behind them differs between machines. */
  private static double rounded(float probability) {
    return Math.rint(probability * 1e6) / 1e6;
  }

  /** Writes that an input failed. */
  public void error(long position, String source, String reason) {
    try {
      error.setLong(1, job);
      error.setLong(2, position);
      error.setString(3, source);
      error.setString(4, reason);
      error.executeUpdate();
    } catch (SQLException e) {
      throw failed(file, e);
    }
  }

  /** Makes what was written since the last time visible, together with how far that is. */
  public void commit(Progress.Mark mark, JobFile.State ended) {
    try {
      state.setString(1, ended.name().toLowerCase(java.util.Locale.ROOT));
      state.setLong(2, mark.inputs());
      state.setLong(3, mark.done());
      state.setLong(4, mark.failed());
      state.setString(5, mark.names());
      state.setString(6, now());
      state.setLong(7, job);
      state.executeUpdate();
      connection.commit();
    } catch (SQLException e) {
      throw failed(file, e);
    }
  }

  private static String now() {
    return OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Gives up what was not committed. */
  @Override
  public void close() {
    try {
      if (!connection.isClosed()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      // What is not committed is gone in either case.
    }
    close(connection);
  }

  private static void close(@org.jspecify.annotations.Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // The last commit is on the disk; the log beside the file is read by whoever opens it next.
    }
  }
}
