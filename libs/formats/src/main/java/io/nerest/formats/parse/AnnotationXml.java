package io.nerest.formats.parse;

import io.nerest.formats.model.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML of unknown origin as a stream. Document types are rejected, so that there are no entities, internal or
 * external; nesting and text lengths are limited.
 */
public final class AnnotationXml implements AutoCloseable {
    private static final int MOST_LEVELS = 50;
    private static final int LONGEST_TEXT = 10_000;

    private final Path file;
    private final InputStream in;
    private final XMLStreamReader reader;

    private AnnotationXml(Path file, InputStream in, XMLStreamReader reader) {
        this.file = file;
        this.in = in;
        this.reader = reader;
    }

    /** Receives the elements of a document. */
    public interface Elements {
        /** An element begins. {@code path} holds the names of all open elements with slashes, such as {@code a/b}. */
        void start(String path, Attributes attributes) throws IOException;

        /** An element ends. {@code text} is what stands directly in it, without blanks at its ends. */
        void end(String path, String text) throws IOException;
    }

    /** The attributes of an element. */
    @FunctionalInterface
    public interface Attributes {
        /** Returns the value; null if there is no such attribute. */
        @Nullable String get(String name);

        /** Returns a number; NaN if the attribute is missing or not a number. */
        default double number(String name) {
            String value = get(name);
            return value == null ? Double.NaN : AnnotationXml.number(value);
        }
    }

    public static AnnotationXml open(Path file, long maxBytes) throws IOException {
        InputStream in = AnnotationText.bytes(file, maxBytes);
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
            factory.setXMLResolver((publicId, systemId, base, namespace) -> {
                throw new XMLStreamException("external entities are not read");
            });
            return new AnnotationXml(file, in, factory.createXMLStreamReader(in));
        } catch (XMLStreamException e) {
            in.close();
            throw new FormatException(file + ": is not XML; " + place(e), e);
        }
    }

    /**
     * Reads the document.
     *
     * @throws FormatException if it is not well-formed, has a document type, or exceeds the limits
     */
    public void read(Elements elements) throws IOException {
        Deque<StringBuilder> texts = new ArrayDeque<>();
        StringBuilder path = new StringBuilder();
        try {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (texts.size() >= MOST_LEVELS) {
                            throw problem("elements are nested too deeply");
                        }
                        path.append(path.isEmpty() ? "" : "/").append(reader.getLocalName());
                        texts.push(new StringBuilder());
                        elements.start(path.toString(), name -> reader.getAttributeValue(null, name));
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        StringBuilder text = texts.peek();
                        if (text != null) {
                            text.append(reader.getText());
                            if (text.length() > LONGEST_TEXT) {
                                throw problem("a text is too long");
                            }
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        elements.end(path.toString(), texts.pop().toString().strip());
                        path.setLength(Math.max(0, path.lastIndexOf("/")));
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw problem("document types and entities are not accepted; remove them");
                    default -> {
                        // comments and processing instructions
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw new FormatException(file + ": is not valid XML; " + place(e), e);
        } catch (RuntimeException e) {
            // The JDK's parser reports some malformed encodings by unchecked exceptions.
            throw new FormatException(file + ": is not valid XML", e);
        }
    }

    /** An exception that names the file and the current line. */
    public FormatException problem(String description) {
        return new FormatException(
                "%s: line %d: %s".formatted(file, reader.getLocation().getLineNumber(), description));
    }

    /** Returns a number; NaN if the text is not one. */
    public static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String place(XMLStreamException e) {
        return e.getLocation() == null
                ? "correct it"
                : "correct line %d, column %d"
                        .formatted(
                                e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
    }

    @Override
    public void close() throws IOException {
        try {
            reader.close();
        } catch (XMLStreamException e) {
            throw new IOException(file + " cannot be closed", e);
        } finally {
            in.close();
        }
    }
}
