package io.nerest.formats.parse;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens JSON files for writing, in UTF-8 with indentation. */
public final class AnnotationJsonWriter {
    private AnnotationJsonWriter() {}

    public static JsonGenerator open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        JsonGenerator json = new JsonFactory().createGenerator(Files.newOutputStream(file), JsonEncoding.UTF8);
        json.enable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setPrettyPrinter(new DefaultPrettyPrinter());
        return json;
    }
}
