package io.nerest.video.decoder;

import io.nerest.video.address.AddressRule;
import io.nerest.video.address.CameraUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/** Frames of an RTSP camera, read through a gate that allows the checked address only. */
final class RtspInput implements FrameInput {
    private static final int MOST_REDIRECTS = 5;

    private final RtspGate gate;
    private final FfmpegInput frames;

    private RtspInput(RtspGate gate, FfmpegInput frames) {
        this.gate = gate;
        this.frames = frames;
    }

    /** Connects. Redirects are followed under the same rule; credentials are sent to the first host only. */
    static RtspInput open(CameraUrl url, boolean udp, AddressRule rule, long maxPixels) throws IOException {
        CameraUrl current = url;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            InetAddress address = rule.resolve(current.host()).get(0);
            RtspGate gate = RtspGate.open(address, current.port());
            try {
                String local = current.at("127.0.0.1", gate.localPort());
                return new RtspInput(gate, FfmpegInput.ofRtsp(local, udp, maxPixels));
            } catch (IOException e) {
                gate.close();
                if (gate.redirect().isEmpty()) {
                    throw e;
                }
                current = redirected(current, gate.redirect().get());
            }
        }
        throw new IOException("the camera redirects more than " + MOST_REDIRECTS + " times");
    }

    private static CameraUrl redirected(CameraUrl from, String location) throws IOException {
        try {
            CameraUrl target =
                    CameraUrl.parse(from.uri().resolve(URI.create(location)).toString());
            if (!target.isRtsp()) {
                throw new IllegalArgumentException("is not an rtsp URL");
            }
            return target;
        } catch (IllegalArgumentException e) {
            throw new IOException("the camera redirects to something that is not an rtsp URL", e);
        }
    }

    @Override
    public Optional<RawFrame> next() throws IOException {
        return frames.next();
    }

    @Override
    public void close() throws IOException {
        try (gate) {
            frames.close();
        }
    }
}
