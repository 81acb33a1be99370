package io.nerest.ingest.frame;

import io.nerest.contracts.ObjectRef;
import io.nerest.service.http.ProblemException;
import io.nerest.service.objects.ObjectStore;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** Answers requests for an image: whole, in part, or not at all if the client has it. The image is not read into memory. */
final class ImageResponse {
    private static final int PARTIAL = 206;
    private static final int UNSATISFIABLE = 416;
    private static final String IMMUTABLE = "private, max-age=31536000, immutable";

    private final ObjectStore store;

    ImageResponse(ObjectStore store) {
        this.store = store;
    }

    /** Returns the response; {@code Range} counts only for a client that has no other version ({@code If-Range}). */
    Response to(Request request, HttpHeaders headers, RegisteredFrameEntity frame) {
        EntityTag tag = new EntityTag(frame.sha256);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return described(unchanged, tag).build();
        }
        ObjectRef image = frame.image();
        String otherVersion = headers.getHeaderString("If-Range");
        boolean changed = otherVersion != null && !otherVersion.trim().equals('"' + frame.sha256 + '"');
        ByteRange range = ByteRange.parse(changed ? null : headers.getHeaderString("Range"), image.size());
        return range.match(() -> whole(image, tag), part -> part(image, tag, part), () -> {
            throw new ProblemException(
                            UNSATISFIABLE,
                            "'Range' starts after the end of the image, which has " + image.size() + " bytes")
                    .with("size", image.size())
                    .header("Content-Range", "bytes */" + image.size());
        });
    }

    private Response whole(ObjectRef image, EntityTag tag) {
        return described(Response.ok(), tag)
                .type(contentType(image))
                .entity(store.read(image, 0, image.size()))
                .header(HttpHeaders.CONTENT_LENGTH, image.size())
                .build();
    }

    private Response part(ObjectRef image, EntityTag tag, ByteRange.Part part) {
        return described(Response.status(PARTIAL), tag)
                .type(contentType(image))
                .entity(store.read(image, part.first(), part.length()))
                .header(HttpHeaders.CONTENT_LENGTH, part.length())
                .header("Content-Range", "bytes %d-%d/%d".formatted(part.first(), part.last(), image.size()))
                .build();
    }

    private static Response.ResponseBuilder described(Response.ResponseBuilder response, EntityTag tag) {
        return response.tag(tag)
                .header("Accept-Ranges", "bytes")
                .header("Cache-Control", IMMUTABLE)
                .header("X-Content-Type-Options", "nosniff");
    }

    /** The name's extension decides; frames registered by earlier versions keep the name that the camera gave. */
    private static String contentType(ObjectRef image) {
        String key = image.key().toLowerCase(Locale.ROOT);
        String extension = key.substring(key.lastIndexOf('.') + 1);
        return switch (extension) {
            case "jpg", "jpeg" -> "image/jpeg";
            case "png", "gif", "bmp", "webp", "tiff" -> "image/" + extension;
            default -> "application/octet-stream";
        };
    }
}
