package org.liyorke.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What every page has to hold. */
public final class PageCheck {
  private PageCheck() {}

  /** Parses the page and checks its form: well-formed, self-contained, all links lead somewhere. */
  public static Document check(String html) throws Exception {
    // The pages are XML too, so that nothing depends on how a browser mends mistakes.
    String body = html.substring(html.indexOf("<html"));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    Document page = Jsoup.parse(html);
    assertEquals(0, page.select("script").size(), "scripts");
    assertEquals(1, page.select("h1").size());
    assertFalse(page.title().isBlank());
    assertNothingFetched(page);
    assertIdsDiffer(page);
    assertLinksLeadSomewhere(page);
    assertReadableByAll(page);
    return page;
  }

  private static void assertNothingFetched(Document page) {
    for (String name : new String[] {"src", "href", "xlink:href", "action", "srcset"}) {
      for (Element element : page.getElementsByAttribute(name)) {
        String value = element.attr(name);
        assertTrue(value.startsWith("#") || value.startsWith("data:"), name + "=" + value);
      }
    }
    assertFalse(page.select("style").html().contains("url("), "style");
    assertFalse(page.select("style").html().contains("@import"), "style");
  }

  private static void assertIdsDiffer(Document page) {
    Set<String> ids = new HashSet<>();
    for (Element element : page.getElementsByAttribute("id")) {
      assertTrue(ids.add(element.id()), () -> "twice: " + element.id());
    }
  }

  private static void assertLinksLeadSomewhere(Document page) {
    for (Element link : page.select("a[href^=#]")) {
      String id = link.attr("href").substring(1);
      assertTrue(page.getElementById(id) != null, () -> "no place: " + id);
    }
    for (Element element : page.select("svg [clip-path^=url]")) {
      String id = element.attr("clip-path").replaceAll("url\\(#(.*)\\)", "$1");
      assertTrue(page.getElementById(id) != null, () -> "no clip: " + id);
    }
  }

  private static void assertReadableByAll(Document page) {
    for (Element svg : page.select("svg")) {
      assertEquals("img", svg.attr("role"));
      assertTrue(svg.hasAttr("viewBox"), "scales");
      for (String id : svg.attr("aria-labelledby").split(" ")) {
        assertFalse(page.getElementById(id).text().isBlank(), id);
      }
    }
    for (Element table : page.select("table")) {
      assertFalse(table.select("caption").text().isBlank());
      assertTrue(table.select("th").stream().allMatch(th -> th.hasAttr("scope")), "scopes");
    }
  }
}
