package io.nerest.training.dataset;

import io.nerest.system.FileProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads one VOC annotation. Document types and external entities are disabled. */
final class VocAnnotation {
    private VocAnnotation() {}

    /** Returns the objects, or empty if one of them is invalid. */
    static Optional<List<VocObject>> read(Path xml, DatasetFindings findings) {
        List<VocObject> objects = new ArrayList<>();
        try (InputStream in = Files.newInputStream(xml)) {
            NodeList nodes = parser().parse(in).getElementsByTagName("object");
            for (int i = 0; i < nodes.getLength(); i++) {
                Element object = (Element) nodes.item(i);
                Element box = (Element) object.getElementsByTagName("bndbox").item(0);
                String name = text(object, "name");
                if (box == null || name.isEmpty()) {
                    findings.found(DatasetProblem.BAD_LINE, xml + ": object " + (i + 1) + " has no name or bndbox");
                    return Optional.empty();
                }
                VocObject found = new VocObject(
                        name, number(box, "xmin"), number(box, "ymin"), number(box, "xmax"), number(box, "ymax"));
                if (!Double.isFinite(found.x1() + found.y1() + found.x2() + found.y2())) {
                    findings.found(DatasetProblem.NOT_A_NUMBER, xml + ": " + found);
                    return Optional.empty();
                }
                objects.add(found);
            }
            return Optional.of(objects);
        } catch (SAXParseException e) {
            findings.found(
                    DatasetProblem.BAD_LINE,
                    "%s:%d: not valid XML in column %d".formatted(xml, e.getLineNumber(), e.getColumnNumber()));
            return Optional.empty();
        } catch (SAXException e) {
            findings.found(DatasetProblem.BAD_LINE, xml + ": not valid XML");
            return Optional.empty();
        } catch (NumberFormatException e) {
            findings.found(DatasetProblem.BAD_LINE, xml + ": a coordinate of a bndbox is not a number");
            return Optional.empty();
        } catch (IOException e) {
            findings.found(DatasetProblem.BAD_LINE, xml + ": " + FileProblem.reason(e));
            return Optional.empty();
        }
    }

    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder parser = factory.newDocumentBuilder();
            parser.setErrorHandler(new DefaultHandler()); // otherwise errors go to the console as well
            return parser;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser cannot be made safe", e);
        }
    }

    /** Returns the text of a direct child; nested parts of an object may have names too. */
    private static String text(Element parent, String child) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(child)) {
                return node.getTextContent().strip();
            }
        }
        return "";
    }

    private static double number(Element box, String name) {
        String text = text(box, name);
        if (text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        return Double.parseDouble(text);
    }
}
