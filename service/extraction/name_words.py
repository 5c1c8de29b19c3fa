"""Words around names: titles before, degrees after, particles, and family names of East Asia."""

from __future__ import annotations

PREFIXES: dict[str, bool] = {
    # word without dots → whether it may also be a name, so that it needs a dot or two words after
    **dict.fromkeys(
        """
    dr drs prof professor doctor dott dottssa dottor dottore dottoressa dra drª profª profa
    professore professoressa mr mrs ms miss mx mme mlle herr frau hr fr fru sra srª srta sig
    sigra signor signora dhr mevr mw heer arq arqª avv avvocato rag geom arch enga engª
    engenheiro engenheira licda dipl dipl-ing dipl-kfm dipl-kffr dipl-inform dipl-betriebsw
    dipl-wirt-ing dipl-wirtsch-ing dipl-phys dipl-chem dipl-math dipl-psych dipl-vw dipl-oec
    dipl-des dr-ing mag mmag ddr habil rernat reroec repol med dent iur phil theol jur rer nat
    oec pol h c hc univ techn ddipl rev reverend hon sir dame lady lord capt captain col lt sgt
    maj gen adm cmdr amb inż inz mgr ing ir lic eng me mtro mtra ca psic pr priv-doz pd mudr
    judr phdr rndr mvdr bc cand tekn maître maitre cp cpc lcdo lcda
    dña docent civ civing tekndr ekondr meddr jurdr
""".split(),
        False,
    ),
    **dict.fromkeys(
        """
    ing mag me fr lic don dona doña med pol gen ca pr col sir nat maj hon eng lt pd h c bc sig
    arch ms lady lord dame hr amb phil jur mw ir geom
""".split(),
        True,
    ),
}

SUFFIXES = frozenset(
    """
    jr sr junior sênior senior júnior ii iii iv phd dphil mba emba msc bsc mscbsc llm llb mphil
    mpa mph meng beng bcom mcom bba bfa mfa med edd dba dds dmd dvm pharmd psyd jd esq esquire
    cpa cfa cfp cma cia cisa cissp pmp rn np pa-c acca aca fca fcca cima frics mrics riba aia
    faia leed ap leedap asid ncidq nciddq cpcu clu chfc phr sphr shrm-cp shrm-scp pe p-eng peng
    ceng miet mice fice obe mbe cbe kc qc dipl-ing dipling dipl-kfm dipl-betriebsw mag fh
    bsc(hons) ba(hons) hons cfm ccim gri crs abr sior faicd gaicd mieaust cpeng filho neto
    sobrinho segundo csc mcse facs facp frcs frcp mrcp do-phd phd-mba pmp-acp ma-ed cipd fcipd
    mcipd mciob mcips prince2 csp cpm ll.m
""".split()
)
UNSURE_SUFFIXES = frozenset(
    """
    ma ba bs ms md do pe ra rd pt ot pa fd be dc od ra cp cs ca ea v msw lcsw mcs aa as ded
""".split()
)
GENERATIONS = frozenset(
    """
    jr sr junior senior júnior sênior ii iii iv filho neto sobrinho segundo
""".split()
)

PARTICLES = frozenset(
    """
    van von der den de del della delle dei degli di da das do dos du des la le las los les ten
    ter te zu zum zur vom bin ibn binti bint al el ul ap af av y e i und san santa st st. d' d’
    dal dalla dello lo op 't vande vander vanden
""".split()
)

DOUBLE_FAMILY_COUNTRIES = frozenset(
    """
    ES MX AR CO CL PE VE EC UY PY BO CR PA DO GT HN SV NI CU PR
""".split()
)
COMPOUND_GIVEN_COUNTRIES = DOUBLE_FAMILY_COUNTRIES | frozenset(
    ["IT", "PT", "BR", "FR", "DE", "AT", "CH", "BE"]
)
FRENCH_COUNTRIES = frozenset(["FR", "BE", "CH", "LU", "MC"])
"""Where ``M.`` before a name is Monsieur, not an initial."""
EAST_ASIAN_COUNTRIES = frozenset(["CN", "TW", "HK", "MO", "SG", "MY", "KR", "VN"])

EAST_ASIAN_FAMILY = frozenset(
    """
    wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng
    liang xie song tang deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye
    cheng wei su lu lyu ding ren shen yao jin cui tan liao fan wan shi hou kong bai qiu qin gu
    meng long duan lei qian tang yin chang wen chan wong cheung lau chow ng leung lam ho tsang
    kwok yip tse chiu mak cheng fung yeung yuen tam hui poon tsui chung choi lai kwan siu mok to
    lo lui shum chu hsu tsai hsieh chuang kuo lee kim park jung choe kang cho yoon jang lim oh
    seo shin kwon hwang ahn hong yoo jeon ko moon son bae baek heo nam noh nguyen tran le pham
    huynh hoang phan vu vo dang bui do ngo duong ly goh ong koh teo chua toh sim yeo tay ang
    chia soh foo gan
""".split()
)
