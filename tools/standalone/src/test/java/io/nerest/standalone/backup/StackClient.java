package io.nerest.standalone.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.standalone.stack.Endpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Calls the services of a stack as its operator. */
final class StackClient {
    private static final MediaType TYPE = MediaType.get("application/json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OkHttpClient http = new OkHttpClient();
    private final Endpoints endpoints;

    StackClient(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    JsonNode get(String service, String path) throws IOException {
        return JSON.readTree(bytes(service, path));
    }

    byte[] bytes(String service, String path) throws IOException {
        return send(request(service, path).get().build());
    }

    JsonNode send(String method, String service, String path, Object body) throws IOException {
        return JSON.readTree(send(request(service, path)
                .method(method, RequestBody.create(JSON.writeValueAsBytes(body), TYPE))
                .build()));
    }

    /** Uploads an image; returns the frame's id. */
    String upload(String stream, String capturedAt, byte[] jpeg) throws IOException {
        MultipartBody form = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("streamId", stream)
                .addFormDataPart("capturedAt", capturedAt)
                .addFormDataPart("image", "frame.jpg", RequestBody.create(jpeg, MediaType.get("image/jpeg")))
                .build();
        return JSON.readTree(send(request("ingest", "/api/frames").post(form).build()))
                .at("/frames/0/frameId")
                .asText();
    }

    void label(String frame) throws IOException {
        send(
                "POST",
                "ingest",
                "/api/labels",
                Map.of("labels", List.of(Map.of("frameId", frame, "author", "drill", "boxes", List.of()))));
    }

    private Request.Builder request(String service, String path) {
        return new Request.Builder()
                .url(endpoints.service(service).resolve(path).toString())
                .header("Authorization", "Bearer " + endpoints.accessToken());
    }

    private byte[] send(Request request) throws IOException {
        try (Response response = http.newCall(request).execute()) {
            byte[] body = response.body().bytes();
            if (!response.isSuccessful()) {
                throw new IOException(request.method() + " " + request.url() + " returned " + response.code() + ": "
                        + new String(body, StandardCharsets.UTF_8));
            }
            return body;
        }
    }
}
