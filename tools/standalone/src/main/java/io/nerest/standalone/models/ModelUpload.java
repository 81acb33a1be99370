package io.nerest.standalone.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.commandline.remote.MultipartForm;
import io.nerest.commandline.remote.RefusedException;
import io.nerest.commandline.remote.RemoteService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sends weights to the trainer of a stack. */
final class ModelUpload {
    private final RemoteService trainer;

    ModelUpload(RemoteService trainer) {
        this.trainer = trainer;
    }

    /**
     * What the trainer made of a file.
     *
     * @param isNew false if it was imported before
     */
    record Answer(String modelId, String architecture, List<String> classNames, boolean isNew) {}

    /**
     * Sends a file.
     *
     * @param classNames by class id; empty for those in the file
     * @throws IllegalArgumentException if the trainer rejects the file or the names; the message is the trainer's reason
     * @throws IOException if the trainer gives no answer, or refuses the caller
     */
    Answer send(Path file, List<String> classNames) throws IOException, InterruptedException {
        MultipartForm form = new MultipartForm();
        if (!classNames.isEmpty()) {
            form.field("classNames", String.join(",", classNames));
        }
        RemoteService.Reply reply;
        try {
            reply = trainer.postForm(
                    "/api/models", form.contentType(), form.withFile("file", String.valueOf(file.getFileName()), file));
        } catch (RefusedException e) {
            if (e.status() == 422 || e.status() == 413) {
                throw new IllegalArgumentException(file + ": " + e.reason(), e);
            }
            throw e;
        }
        JsonNode model = reply.body();
        List<String> names = new ArrayList<>();
        model.path("classNames").forEach(name -> names.add(name.asText()));
        return new Answer(
                model.path("modelId").asText(), model.path("architecture").asText(), names, reply.status() == 201);
    }
}
