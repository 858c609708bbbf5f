package org.liyorke.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.liyorke.tally.Interval;

/**
 * An HTML page: one file, no scripts, nothing fetched. Texts are plain, the template escapes them;
 * drawings are SVG elements of {@link InlineSvg}.
 *
 * @param lead what the page is about, in a sentence or two
 * @param commands that repeat what is shown; numbers link to them
 * @param footnotes version, engine, time
 */
record Page(
    String version,
    String title,
    String lead,
    List<Section> sections,
    List<Command> commands,
    List<String> footnotes) {
  private static final String TEMPLATE = "page.mustache";

  /**
   * A part with a heading.
   *
   * @param id for links, unlike any other in the page
   * @param items a list at the end; may be empty
   */
  record Section(
      String id,
      String heading,
      List<String> paragraphs,
      List<Table> tables,
      List<Drawing> figures,
      List<String> items) {
    /** Words alone. */
    static Section words(String id, String heading, String... paragraphs) {
      return new Section(id, heading, List.of(paragraphs), List.of(), List.of(), List.of());
    }

    /** Whether there is a list. */
    boolean hasItems() {
      return !items.isEmpty();
    }
  }

  /**
   * A table; the first column is the head of the row.
   *
   * @param columns titles, one more than a row has cells
   */
  record Table(String caption, List<String> columns, List<Row> rows) {}

  /** A row of a table. */
  record Row(String head, List<Cell> cells) {}

  /**
   * A cell.
   *
   * @param detail below the text, smaller; null for none
   * @param command number of the command that gives it; null for none
   */
  record Cell(String text, String detail, Integer command) {
    static Cell of(Object text) {
      return new Cell(text.toString(), null, null);
    }

    /** A share in per cent, its interval below. */
    static Cell share(Interval share, int command) {
      String text = ReproductionText.percent(share);
      int bracket = text.indexOf(" [");
      return new Cell(text.substring(0, bracket), text.substring(bracket + 1), command);
    }
  }

  /**
   * A figure.
   *
   * @param drawings SVG elements
   * @param commands numbers of the commands that give it
   */
  record Drawing(String id, List<String> drawings, String caption, List<Integer> commands) {}

  /**
   * A command to type.
   *
   * @param number from 1
   */
  record Command(int number, String line) {}

  /** Writes the page; leaves the writer open. */
  void write(Writer out) throws IOException {
    template().execute(this, out);
    out.flush();
  }

  private static Template template() {
    try (InputStream stream = Page.class.getResourceAsStream(TEMPLATE);
        Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return Mustache.compiler().compile(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
