package io.nerest.formats.parse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes indented XML in UTF-8. */
public final class AnnotationXmlWriter implements AutoCloseable {
    private final OutputStream out;
    private final XMLStreamWriter writer;
    private int depth;

    private AnnotationXmlWriter(OutputStream out, XMLStreamWriter writer) {
        this.out = out;
        this.writer = writer;
    }

    public static AnnotationXmlWriter open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        OutputStream out = Files.newOutputStream(file);
        try {
            AnnotationXmlWriter xml = new AnnotationXmlWriter(
                    out, XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8"));
            xml.writer.writeStartDocument("UTF-8", "1.0");
            return xml;
        } catch (XMLStreamException e) {
            out.close();
            throw new IOException(file + " cannot be written as XML", e);
        }
    }

    /** Starts an element with attributes: name, value, name, value. */
    public AnnotationXmlWriter start(String name, Object... attributes) throws IOException {
        try {
            indent();
            writer.writeStartElement(name);
            attributes(attributes);
            depth++;
            return this;
        } catch (XMLStreamException e) {
            throw new IOException("XML cannot be written", e);
        }
    }

    /** Writes an element with text alone. */
    public AnnotationXmlWriter text(String name, Object text) throws IOException {
        try {
            indent();
            writer.writeStartElement(name);
            writer.writeCharacters(String.valueOf(text));
            writer.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IOException("XML cannot be written", e);
        }
    }

    /** Writes an element with attributes alone. */
    public AnnotationXmlWriter empty(String name, Object... attributes) throws IOException {
        try {
            indent();
            writer.writeEmptyElement(name);
            attributes(attributes);
            return this;
        } catch (XMLStreamException e) {
            throw new IOException("XML cannot be written", e);
        }
    }

    /** Ends the innermost element. */
    public AnnotationXmlWriter end() throws IOException {
        try {
            depth--;
            indent();
            writer.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IOException("XML cannot be written", e);
        }
    }

    private void attributes(Object... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            writer.writeAttribute(String.valueOf(attributes[i]), String.valueOf(attributes[i + 1]));
        }
    }

    private void indent() throws XMLStreamException {
        writer.writeCharacters("\n" + "  ".repeat(depth));
    }

    @Override
    public void close() throws IOException {
        try {
            writer.writeEndDocument();
            writer.close();
        } catch (XMLStreamException e) {
            throw new IOException("XML cannot be written", e);
        } finally {
            out.close();
        }
    }
}
