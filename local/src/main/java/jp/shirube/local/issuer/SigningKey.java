package jp.shirube.local.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;

/** 署名の鍵: made at the first start, never in the repository. Its id is its thumbprint. */
public record SigningKey(ECKey key) {

    static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;

    public static SigningKey make() {
        try {
            return new SigningKey(new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(ALGORITHM)
                    .keyIDFromThumbprint(true)
                    .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java knows P-256", e);
        }
    }

    /** @param text as {@link #text()} gave it */
    public static SigningKey parse(String text) {
        try {
            return new SigningKey(ECKey.parse(text));
        } catch (ParseException e) {
            throw new IllegalArgumentException("the issuer's key cannot be read: delete it and a new one is made", e);
        }
    }

    /** With the private part: for its owner's eyes only. */
    public String text() {
        return key.toJSONString();
    }

    /** Without the private part. */
    @Override
    public String toString() {
        return key.toPublicJWK().toJSONString();
    }
}
