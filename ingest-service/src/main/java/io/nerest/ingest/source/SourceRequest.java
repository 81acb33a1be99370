package io.nerest.ingest.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.video.spec.FrameGeometry;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a source, as a request or the YAML file states it. Either {@code url} or {@code path} is present.
 *
 * @param url of a camera: rtsp, or http and https for motion JPEG; with credentials
 * @param path of a video file or watched folder, relative to the folder of the configuration
 * @param transport of an RTSP camera: tcp or udp
 * @param sampling rule, {@code rate:5}
 * @param schedule times of day at which the camera is read, {@code 04:00-22:30}; always if absent
 * @param timeZone of the schedule and of times without a zone in files, {@code Asia/Sakhalin}
 * @param site where the camera is, for people
 * @param rotation degrees clockwise: 0, 90, 180 or 270
 * @param crop part of the frame after the rotation that is kept, as fractions
 * @param mask polygons that are always ignored, as fractions of the frame after the crop
 * @param width that frames must have before the rotation, in pixels
 * @param height that frames must have before the rotation, in pixels
 * @param startsAt capture time of the first frame of a video file
 * @param enabled whether the source is read; true if absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(example = """
                {"url": "rtsp://camera:secret@192.168.1.20/stream", "transport": "tcp", "sampling": "rate:1",
                 "schedule": ["04:00-22:30"], "timeZone": "Asia/Sakhalin", "rotation": 180}""")
public record SourceRequest(
        @Nullable String url,
        @Nullable String path,
        @Nullable String transport,
        @Nullable String sampling,
        @Nullable List<String> schedule,
        @Nullable String timeZone,
        @Nullable String site,
        @Nullable Integer rotation,
        FrameGeometry.@Nullable Crop crop,
        @Nullable List<List<FrameGeometry.Point>> mask,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Instant startsAt,
        @Nullable Boolean enabled) {

    /** Returns this definition with another URL. */
    SourceRequest withUrl(@Nullable String other) {
        return new SourceRequest(
                other, path, transport, sampling, schedule, timeZone, site, rotation, crop, mask, width, height,
                startsAt, enabled);
    }

    boolean isEnabled() {
        return enabled == null || enabled;
    }

    FrameGeometry geometry() {
        return new FrameGeometry(
                rotation == null ? 0 : rotation,
                crop == null ? FrameGeometry.UNCHANGED.crop() : crop,
                mask == null ? List.of() : mask);
    }
}
