package org.liyorke.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.knowm.xchart.XYChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A chart as an SVG element inside of a page: it scales with its place, has a title and a
 * description for readers that cannot see it, and its ids meet no others.
 */
final class InlineSvg {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final Pattern REFERENCE = Pattern.compile("url\\(#([^)]*)\\)");
  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{3,}");

  private final String prefix;
  private final Map<String, String> ids = new HashMap<>();

  private InlineSvg(String prefix) {
    this.prefix = prefix;
  }

  /**
   * The element.
   *
   * @param id of the element, unlike any other in the page
   * @param title and description, plain text
   */
  static String of(XYChart chart, String id, String title, String description) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Charts.saveSvg(chart, bytes);
    try {
      Document document = parse(bytes.toByteArray());
      Element svg = document.getDocumentElement();
      new InlineSvg(id).rename(svg);
      describe(document, id, title, description);
      return text(svg);
    } catch (ParserConfigurationException | SAXException | TransformerException e) {
      throw new IOException("the drawing library's SVG cannot be read: " + e.getMessage(), e);
    }
  }

  private static Document parse(byte[] svg)
      throws ParserConfigurationException, SAXException, IOException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setIgnoringElementContentWhitespace(true);
    // The document type names a file on the web, which is neither needed nor fetched.
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
  }

  /** New ids by their order, and numbers with two decimals, a hundredth of a pixel. */
  private void rename(Element element) {
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Node attribute = attributes.item(i);
      String value = attribute.getNodeValue();
      attribute.setNodeValue(
          attribute.getNodeName().equals("id") ? newId(value) : shortened(withNewIds(value)));
    }
    NodeList children = element.getChildNodes();
    for (int i = children.getLength() - 1; i >= 0; i--) {
      if (children.item(i) instanceof Element child) {
        rename(child);
      } else if (children.item(i).getTextContent().isBlank()) {
        element.removeChild(children.item(i));
      }
    }
  }

  private String newId(String old) {
    return ids.computeIfAbsent(old, key -> prefix + "-" + (ids.size() + 1));
  }

  private String withNewIds(String value) {
    Matcher matcher = REFERENCE.matcher(value);
    return matcher.replaceAll(result -> "url(#" + newId(result.group(1)) + ")");
  }

  private static String shortened(String value) {
    return LONG_NUMBER
        .matcher(value)
        .replaceAll(
            result -> Numbers.plain(Math.rint(100 * Double.parseDouble(result.group())) / 100));
  }

  private static void describe(Document document, String id, String title, String description) {
    Element svg = document.getDocumentElement();
    for (String name : new String[] {"width", "height", "x", "y", "version"}) {
      svg.removeAttribute(name);
    }
    svg.setAttribute("id", id);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-labelledby", id + "-title " + id + "-description");
    Node first = svg.getFirstChild();
    svg.insertBefore(child(document, "title", id + "-title", title), first);
    svg.insertBefore(child(document, "desc", id + "-description", description), first);
  }

  private static Element child(Document document, String name, String id, String text) {
    Element element = document.createElementNS(SVG, name);
    element.setAttribute("id", id);
    element.setTextContent(text);
    return element;
  }

  private static String text(Element svg) throws TransformerException {
    Transformer transformer = TransformerFactory.newInstance().newTransformer();
    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    StringWriter text = new StringWriter();
    transformer.transform(new DOMSource(svg), new StreamResult(text));
    return text.toString();
  }
}
