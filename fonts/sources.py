"""The files of other packages that the faces and the lists are made from, each pinned; and fetching them."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """One file inside one package of a registry."""

    package: str
    """`npm:NAME` or `deb:NAME`."""
    version: str
    member: str
    """Path inside the unpacked package."""
    sha256: str
    """Of the member, so that a changed package stops the work."""
    notice: str = ""
    """Whose copyright it is, for a face that takes glyphs from it and is itself another's."""


SERIF = "@expo-google-fonts/noto-serif-sc"
SANS = "@expo-google-fonts/noto-sans-sc"
CHARON = "@expo-google-fonts/iosevka-charon-mono"
PLEX = "@ibm/plex-sans-sc"
OF_IBM = "2017 IBM Corp. with Reserved Font Name 'Plex'"
OF_ADOBE = "2010-2020 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'"

OF_NOTO_SERIF = "2017-2024 Adobe (http://www.adobe.com/)"

SERIF_REGULAR = Source(
    f"npm:{SERIF}",
    "0.4.3",
    "package/400Regular/NotoSerifSC_400Regular.ttf",
    "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    OF_NOTO_SERIF,
)
SANS_REGULAR = Source(
    f"npm:{SANS}",
    "0.4.3",
    "package/400Regular/NotoSansSC_400Regular.ttf",
    "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
)
SANS_BOLD = Source(
    f"npm:{SANS}",
    "0.4.3",
    "package/700Bold/NotoSansSC_700Bold.ttf",
    "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
)
PLEX_REGULAR = Source(
    f"npm:{PLEX}",
    "1.1.0",
    "package/fonts/complete/woff2/hinted/IBMPlexSansSC-Regular.woff2",
    "dc51399ce38f7200806df891476d7216a81c8aede47284e421a54413608c407c",
    OF_IBM,
)
PLEX_BOLD = Source(
    f"npm:{PLEX}",
    "1.1.0",
    "package/fonts/complete/woff2/hinted/IBMPlexSansSC-Bold.woff2",
    "359d084a1aa6a4376bd6544d154c0aa0ba2c7d1e8866aca2ef5cf7626c0465f5",
    OF_IBM,
)
WENKAI_REGULAR = Source(
    "deb:fonts-lxgw-wenkai",
    "1.250+repack-1",
    "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
    "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
)
ITALIC_LIGHT, ITALIC_REGULAR = (
    Source("npm:@expo-google-fonts/source-serif-4", "0.4.1", f"package/{member}", sha256)
    for member, sha256 in (
        (
            "300Light_Italic/SourceSerif4_300Light_Italic.ttf",
            "61b1e40a2119fb206a386fe35056985fbb567f7a7a00c2a8555c546df7a1be50",
        ),
        (
            "400Regular_Italic/SourceSerif4_400Regular_Italic.ttf",
            "8abc06ebcf3a84d6e18763fad2fd237c9149104f16963f459c8763390048aff2",
        ),
    )
)
CHARON_REGULAR = Source(
    f"npm:{CHARON}",
    "0.4.0",
    "package/400Regular/IosevkaCharonMono_400Regular.ttf",
    "c9562aabe8522d7d25f37fdec8ea8a3cd9862978b0f2ff98644b3398e1da9aab",
)
CHARON_BOLD = Source(
    f"npm:{CHARON}",
    "0.4.0",
    "package/700Bold/IosevkaCharonMono_700Bold.ttf",
    "9ab531d8b51545c747c704cd91bc10f801eee44a8da2e07c069cc79e5988729c",
)
EMOJI_REGULAR = Source(
    "npm:@expo-google-fonts/noto-emoji",
    "0.4.7",
    "package/400Regular/NotoEmoji_400Regular.ttf",
    "24aaa2a20c9c06ffe9bf04284bfd1f14376a329d10122f902abe2770817eb504",
)
SERIF_TAIWAN = Source(
    "npm:@expo-google-fonts/noto-serif-tc",
    "0.4.4",
    "package/400Regular/NotoSerifTC_400Regular.ttf",
    "b0acf9799d5dc656cdeff077d36b2ee9032b762e05b3f8a7b76c81dee4eec08c",
)
SERIF_JAPAN = Source(
    "npm:@expo-google-fonts/noto-serif-jp",
    "0.4.3",
    "package/400Regular/NotoSerifJP_400Regular.ttf",
    "5a04846a0e23acefae825f2f459205036a166f5a63462019ce3492d07bd20e92",
)
SANS_TAIWAN, SANS_TAIWAN_BOLD = (
    Source("npm:@expo-google-fonts/noto-sans-tc", "0.4.3", f"package/{member}", sha256)
    for member, sha256 in (
        ("400Regular/NotoSansTC_400Regular.ttf", "add35d53f70727657b4509531677c4e3712b67df3d54661efdee5d3a0c16d954"),
        ("700Bold/NotoSansTC_700Bold.ttf", "ed4ae6ed781e34d0beee896e9be5d835a938ac7adabbcc1b6b6904290006f372"),
    )
)
SANS_JAPAN, SANS_JAPAN_BOLD = (
    Source("npm:@expo-google-fonts/noto-sans-jp", "0.4.3", f"package/{member}", sha256)
    for member, sha256 in (
        ("400Regular/NotoSansJP_400Regular.ttf", "d930d5d52d15231c283089760f84584272ad5e37e14607ba0d19c798e7a9caec"),
        ("700Bold/NotoSansJP_700Bold.ttf", "c5b7b9d6a6eb682b0d4e6bbb38509575fd2759a28f147daa74714d1359a7909e"),
    )
)
SMALL_SERIF = Source(
    "npm:@expo-google-fonts/source-serif-4",
    "0.4.1",
    "package/300Light/SourceSerif4_300Light.ttf",
    "7ee4c600c46fa6e0f25362464a3265a240befe02d384ccf78d2ffbce6c48686f",
    "2014 The Source Serif 4 Project Authors (https://github.com/adobe-fonts/source-serif)",
)
"""Light, since the ¹ ² ³ ⁴ of Noto Serif are no heavier."""
SMALL_SANS, SMALL_SANS_BOLD = (
    Source("npm:@expo-google-fonts/source-sans-3", "0.4.1", f"package/{member}", sha256, OF_ADOBE)
    for member, sha256 in (
        ("400Regular/SourceSans3_400Regular.ttf", "393fb5b878ceed04aebc34b097e853ae5138c51d0c34b496ce8e2b47e0d0b94a"),
        ("700Bold/SourceSans3_700Bold.ttf", "7109021766e915ecd9721e28d11dfc732d57affda49e4ca15bb6d1529add7fdd"),
    )
)
MATHEMATICS = Source(
    "npm:@fontsource/noto-sans-math",
    "5.3.0",
    "package/files/noto-sans-math-latin-400-normal.woff2",
    "c39a9444f95747345dcbde1032ec0ea2af1db63dccf53a31b38a957bdcf4a01f",
    "2022 Google LLC",
)
UNIHAN = tuple(
    Source("deb:unicode-data", "15.0.0-1", f"usr/share/unicode/Unihan_{member}.txt.bz2", sha256)
    for member, sha256 in (
        ("OtherMappings", "bdeef44d75d914e793b7f27ddc3bee01b2d11dd34f4e52de1a9fba74a1612dc2"),
        ("Readings", "216d9e19e44195522b84a05bf7308e385356615121258869faf919e96824ddd5"),
        ("DictionaryIndices", "9ad373971511be2fc27fa73d941c1eedea1bc2a5b8462fbba2dc8813c9c93c5f"),
        ("DictionaryLikeData", "58ee7e91841fc5c87cedc1ee03351a898a60fa16532368ebbba04163be777012"),
    )
)


def fetch(source: Source, work: Path) -> Path:
    """Bring the file of `source` under `work` and return it; end the script when its sha256 is not the pinned one."""
    folder = work / re.sub(r"\W+", "-", f"{source.package}-{source.version}")
    if not folder.exists():
        folder.mkdir(parents=True)
        log(f"fetch {source.package} {source.version}")
        kind, name = source.package.split(":")
        (_unpack_npm if kind == "npm" else _unpack_deb)(name, source.version, folder)
    path = folder / source.member
    if digest(path) != source.sha256:
        raise SystemExit(f"{source.package} {source.version}: {source.member} has not the sha256 written here")
    return path


def _unpack_npm(name: str, version: str, folder: Path) -> None:
    command = ["npm", "pack", "--silent", f"{name}@{version}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    for archive in folder.glob("*.tgz"):
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        archive.unlink()


def _unpack_deb(name: str, version: str, folder: Path) -> None:
    # apt-get says on stderr that root has no right to step down to another user here: of no import for a download.
    command = ["apt-get", "--quiet=2", "download", f"{name}={version}"]
    subprocess.run(command, cwd=folder, check=True, stderr=subprocess.DEVNULL)
    for archive in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", archive.name, "."], cwd=folder, check=True)
        archive.unlink()


def digest(path: Path) -> str:
    """Return the sha256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def log(text: str) -> None:
    """Say what was done."""
    print(text, flush=True)
