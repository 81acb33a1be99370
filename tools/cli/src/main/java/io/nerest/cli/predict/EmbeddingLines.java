package io.nerest.cli.predict;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.nerest.detector.inference.FramePrediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code embeddings.jsonl}: one line of JSON per frame with name and embedding. */
final class EmbeddingLines implements PredictionOutput {
    private final JsonGenerator json;

    EmbeddingLines(Path file) throws IOException {
        json = new JsonFactory().createGenerator(Files.newBufferedWriter(file));
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    @Override
    public void write(Frame frame, FramePrediction prediction) throws IOException {
        json.writeStartObject();
        json.writeStringField("image", frame.name());
        json.writeArrayFieldStart("embedding");
        for (float value : prediction.embedding()) {
            json.writeNumber(value);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    public void close() throws IOException {
        json.writeRaw('\n');
        json.close();
    }
}
