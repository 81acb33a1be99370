package io.nerest.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;

/** Client of the ingest service: streams, frames and labels. */
final class FrameUploader {
    private static final MediaType JPEG = MediaType.get("image/jpeg");

    private final RestClient ingest;

    FrameUploader(RestClient ingest) {
        this.ingest = ingest;
    }

    void registerStream(String streamId) throws IOException, InterruptedException {
        ingest.put("/api/streams/" + streamId, Map.of("name", streamId));
    }

    /** Sends several frames of one stream in one request. */
    List<Upload> send(List<DemoFrame> frames) throws IOException, InterruptedException {
        MultipartBody.Builder form = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("streamId", frames.get(0).streamId());
        for (DemoFrame frame : frames) {
            form.addFormDataPart("capturedAt", frame.capturedAt().toString());
            form.addFormDataPart(
                    "image", frame.name(), RequestBody.create(frame.image().bytes(), JPEG));
        }
        JsonNode results;
        try {
            results = ingest.post("/api/frames", form.build()).path("frames");
        } catch (RestClient.RejectedRequestException e) {
            return frames.stream()
                    .<Upload>map(frame -> new Upload.Rejected(frame.name(), String.valueOf(e.getMessage())))
                    .toList();
        }
        List<Upload> uploads = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            JsonNode result = results.path(i);
            String frameId = result.path("frameId").asText("");
            uploads.add(Upload.of(
                    frames.get(i).name(),
                    result.path("status").asText("REJECTED"),
                    frameId.isEmpty() ? null : UUID.fromString(frameId),
                    result.path("reason").asText(null)));
        }
        return uploads;
    }

    /** Labels frames in one request. */
    void label(Map<UUID, List<LabelledBox>> labels, String author) throws IOException, InterruptedException {
        JsonNode answer = ingest.post(
                "/api/labels",
                Map.of(
                        "labels",
                        labels.entrySet().stream()
                                .map(entry ->
                                        Map.of("frameId", entry.getKey(), "author", author, "boxes", entry.getValue()))
                                .toList()));
        for (JsonNode result : answer.path("labels")) {
            if (!result.path("status").asText().equals("LABELLED")) {
                throw new IOException(
                        "the label of frame " + result.path("frameId").asText() + " was rejected: "
                                + result.path("reason").asText());
            }
        }
    }

    long framesInIngest() throws IOException, InterruptedException {
        return ingest.get("/api/frames/counts").path("registered").asLong();
    }

    /** Splits frames into requests of one stream with at most {@code limit} frames each, in order. */
    static List<List<DemoFrame>> requests(List<DemoFrame> frames, int limit) {
        Map<String, List<DemoFrame>> byStream = new LinkedHashMap<>();
        frames.forEach(frame -> byStream.computeIfAbsent(frame.streamId(), unused -> new ArrayList<>())
                .add(frame));
        return byStream.values().stream()
                .flatMap(stream -> IntStream.range(0, (stream.size() + limit - 1) / limit)
                        .mapToObj(i -> stream.subList(i * limit, Math.min(stream.size(), (i + 1) * limit))))
                .toList();
    }
}
