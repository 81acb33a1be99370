package io.nerest.scoring.model;

import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.slicing.ImageDetector;
import io.nerest.detector.slicing.SliceOptions;
import io.nerest.detector.slicing.SlicedDetector;
import io.nerest.detector.torch.ComputeDevice;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** How this pod runs networks. */
@ConfigMapping(prefix = "nerest.scoring.detector")
public interface DetectorSettings {
    /** Side that frames are looked at; the model's own where it is not set. */
    OptionalInt imgsz();

    /** Least confidence of a detection that is published: selection wants to know of the unsure ones too. */
    @WithDefault("0.05")
    float confidence();

    /** IoU above which the less confident of two boxes is dropped. */
    @WithDefault("0.7")
    float iou();

    /** {@code cpu}, or the number of a CUDA device. */
    @WithDefault("cpu")
    String device();

    /** Compute threads; 0 for one a core. */
    @WithDefault("0")
    int threads();

    /** Frames the network takes at once. */
    @WithDefault("8")
    int batch();

    /**
     * Side of the tiles in which frames are looked at, in their own pixels, beside the look at the whole: small objects are
     * seen larger, and a frame costs as much more as there are tiles. 0 for none.
     */
    @WithDefault("0")
    int slice();

    /** How frames are looked at by what looks at pictures: whole, or in tiles too. */
    default ImageDetector looking(ImageDetector whole) {
        return slice() == 0 ? whole : new SlicedDetector(whole, SliceOptions.ofSide(slice()), batch());
    }

    /**
     * The longer side in pixels that frames are decoded to at least. Tiles want all of them.
     *
     * @param imgsz the side that the network looks at
     */
    default int decodedSide(int imgsz) {
        return slice() == 0 ? imgsz : Integer.MAX_VALUE;
    }

    /** Loads a network with these settings. */
    default Detector load(Path weights, int imgsz) throws IOException {
        NmsOptions usual = NmsOptions.forPrediction();
        return Detector.load(
                weights,
                DetectorOptions.DEFAULT
                        .withImgsz(imgsz)
                        .withNms(new NmsOptions(
                                confidence(), iou(), usual.maxDet(), usual.multiLabel(), usual.maxCandidates()))
                        .withDevice(ComputeDevice.parse(device()))
                        .withThreads(threads())
                        .withBatch(batch()));
    }
}
