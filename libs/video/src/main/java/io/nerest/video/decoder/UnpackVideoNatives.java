package io.nerest.video.decoder;

import io.nerest.detector.image.OpenCv;

/** Unpacks the native libraries of decoder processes to JavaCPP's cache, when a container image is built. */
public final class UnpackVideoNatives {
    private UnpackVideoNatives() {}

    public static void main(String[] arguments) {
        OpenCv.load();
        FfmpegInput.load();
    }
}
