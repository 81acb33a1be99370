package io.nerest.video.decoder;

import io.nerest.detector.image.DecodedImage;
import io.nerest.video.geometry.FramePainter;
import io.nerest.video.grey.GreyImages;
import io.nerest.video.sampling.GreyImage;
import io.nerest.video.spec.FrameGeometry;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** What a sampling rule sees of a frame: the part that is stored, after rotation and crop and without the mask. */
final class SampledView {
    private final FrameGeometry unmasked;
    private final BitSet mask;

    SampledView(FrameGeometry geometry) {
        this.unmasked = new FrameGeometry(geometry.rotation(), geometry.crop(), List.of());
        this.mask = FramePainter.masked(geometry, GreyImage.WIDTH, GreyImage.HEIGHT);
    }

    GreyImage of(RawFrame frame) throws IOException {
        GreyImage grey = unmasked.isUnchanged() ? frame.grey() : reduced(frame);
        return mask.isEmpty() ? grey : grey.without(mask);
    }

    private GreyImage reduced(RawFrame frame) throws IOException {
        try (DecodedImage image = FramePainter.apply(unmasked, frame.decode())) {
            return GreyImages.of(image);
        }
    }
}
