<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:import href="pointers.xsl"/>
  <xsl:import href="names.xsl"/>
  <!-- Where copies lie: witnesses, their identifiers level by level, their roles. -->

  <!-- The witnesses of a document: witness elements, and manuscripts that are described beside them; or the
    one manuscript or book that a simple header describes. -->
  <xsl:function name="k:witnesses" as="element()*" cache="yes">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="source" as="element(sourceDesc)*" select="$document/*/teiHeader/fileDesc/sourceDesc"/>
    <xsl:sequence select="if ($source//listWit/witness) then $source/(.//listWit/witness | msDesc)
      else $source/(msDesc | bibl | biblStruct | biblFull | recordingStmt | p)"/>
  </xsl:function>

  <!-- What says in which print a witness is: it itself, or what stands in it. -->
  <xsl:function name="k:prints" as="element()*">
    <xsl:param name="witness" as="element()*"/>
    <xsl:sequence select="$witness/(. | *)/(self::bibl | self::biblStruct | self::biblFull)"/>
  </xsl:function>

  <!-- The witnesses, and parts of them that lie in a repository of their own. -->
  <xsl:function name="k:copies" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="k:witnesses($document) ! (., .//msPart[msIdentifier/(institution | repository)
      [normalize-space()][not(normalize-space() = ancestor::msDesc[1]/msIdentifier/*/normalize-space())]])"/>
  </xsl:function>

  <!-- Keys of what a witness is to the printed text ("wit.base"). -->
  <xsl:function name="k:witness-roles" as="xs:string*">
    <xsl:param name="witness" as="element()"/>
    <xsl:sequence select="k:keys($witness/@ana)"/>
  </xsl:function>

  <!-- The levels of an identifier that a reader needs to find the copy, from the institution down (not
    country and town).  TEI has collections before numbers; where a folder lies in a box, @n tells the order.
    -->
  <xsl:function name="k:levels" as="element()*" cache="yes">
    <xsl:param name="identifier" as="element(msIdentifier)?"/>
    <xsl:variable name="levels" as="element()*" select="$identifier/(institution | repository | collection
      | idno[not(k:is-beside(.))] | msName | altIdentifier[not(k:is-beside(.))]/(collection | idno))"/>
    <xsl:sequence select="if (every $level in $levels satisfies $level/@n castable as xs:integer)
      then sort($levels, (), function($level) { xs:integer($level/@n) }) else $levels"/>
  </xsl:function>

  <!-- Whether an identifier is one that the copy no longer has. -->
  <xsl:function name="k:is-former" as="xs:boolean">
    <xsl:param name="identifier" as="element()"/>
    <xsl:sequence select="some $type in $identifier/(. | self::altIdentifier/idno)/@type
      satisfies matches($type, '(^|[\s_.-])(former|olim|superseded|old(\P{L}|$))', 'i')"/>
  </xsl:function>

  <!-- Identifiers that lead nobody to the copy: those that it no longer has, and that of its accession, where
    it has another. -->
  <xsl:function name="k:beside-levels" as="element()*">
    <xsl:param name="identifier" as="element(msIdentifier)?"/>
    <xsl:sequence select="$identifier/(idno | altIdentifier)[normalize-space()][k:is-beside(.)]"/>
  </xsl:function>

  <!-- Whether an identifier is one of these: the other levels are looked at for an accession only. -->
  <xsl:function name="k:is-beside" as="xs:boolean">
    <xsl:param name="mark" as="element()"/>
    <xsl:sequence select="k:is-former($mark) or (k:is-accession($mark)
      and exists($mark/../idno[not(k:is-former(.) or k:is-accession(.))]))"/>
  </xsl:function>

  <xsl:function name="k:is-accession" as="xs:boolean">
    <xsl:param name="identifier" as="element()"/>
    <xsl:sequence select="some $type in $identifier/(. | self::altIdentifier/idno)/@type
      satisfies matches($type, 'accession|acquisition', 'i')"/>
  </xsl:function>

  <!-- The key of a level: what it points to, else its own wording below that of the levels above; of more
    than
       forty, which no archive has, the first are enough. -->
  <xsl:function name="k:level-key" as="xs:string" cache="yes">
    <xsl:param name="level" as="element()"/>
    <xsl:variable name="pointer" as="xs:string?" select="($level/(@ref, @corresp)/tokenize(.))[1]"/>
    <xsl:sequence select="if (exists($pointer)) then k:key($pointer)
      else string-join((k:town-of($level), (k:levels-above($level), $level) ! normalize-space(.)), ' / ')"/>
  </xsl:function>

  <!-- The town by which archives of one name are told apart, where no pointer does that. -->
  <xsl:function name="k:town-of" as="xs:string?">
    <xsl:param name="level" as="element()"/>
    <xsl:variable name="holder" as="element()" select="(k:levels-above($level), $level)[1]"/>
    <xsl:sequence select="$holder/(self::repository | self::institution)[empty((@ref, @corresp))]
      /../settlement[1]/normalize-space(.)[. != '']"/>
  </xsl:function>

  <xsl:function name="k:levels-above" as="element()*">
    <xsl:param name="level" as="element()"/>
    <xsl:variable name="levels" as="element()*"
      select="k:levels($level/ancestor::msIdentifier[1])[position() le 40]"/>
    <xsl:variable name="place" as="xs:integer?"
      select="(for $n in 1 to count($levels) return $n[$levels[$n] is $level])[1]"/>
    <xsl:sequence select="$levels[empty($place) or position() lt $place]"/>
  </xsl:function>

  <!-- What a witness is, in words: where it lies, or what its entry says beside its siglum and its family.
       -->
  <xsl:function name="k:witness-words" as="xs:string">
    <xsl:param name="witness" as="element()"/>
    <xsl:variable name="where" as="xs:string*" select="distinct-values($witness/(msDesc | .)/msIdentifier
      /((settlement | institution | repository | collection | idno | msName) except k:beside-levels(.))
      /normalize-space()[. != ''])"/>
    <xsl:variable name="said" as="xs:string"
      select="normalize-space(string-join($witness//text()[empty(ancestor::msDesc
      | ancestor::msIdentifier | ancestor::note[@type = 'markings'] | ancestor::abbr[@type = 'siglum']
      | (ancestor::listWit intersect $witness//listWit))]))"/>
    <xsl:sequence select="string-join((replace($said, '^[=:,.\s]+', '')[. != ''], string-join($where, ', ')[.
      != '']),
      ' ')"/>
  </xsl:function>

  <!-- The witnesses that an apparatus of the document can name, where the header says what they are. -->
  <xsl:function name="k:named-witnesses" as="element(witness)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="if (empty($document/*/text//(rdg | lem)[@wit])) then ()
      else $document/*/teiHeader//listWit//witness[not(k:witness-words(.) = ('', @xml:id))]"/>
  </xsl:function>

  <!-- Sigla of readings that no witness of the document has, where it lists witnesses at all. -->
  <xsl:function name="k:unknown-sigla" as="xs:string*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="if (empty($document//listWit/witness)) then () else distinct-values(
      $document/*/text//(rdg | lem | witDetail)/@wit/tokenize(.)[starts-with(., '#')]
      [empty(key('k:id', substring(., 2), $document))] ! substring(., 2))"/>
  </xsl:function>

  <!-- The markings of one witness, in their order. -->
  <xsl:function name="k:markings" as="element(seg)*">
    <xsl:param name="witness" as="element()"/>
    <xsl:sequence select="$witness//(ab | note)[@type = 'markings']//seg[@type]"/>
  </xsl:function>

  <!-- Height, width and depth as they are given, with their unit once where all have one. -->
  <xsl:function name="k:size-told" as="xs:string">
    <xsl:param name="dimensions" as="element(dimensions)"/>
    <xsl:variable name="sides" as="element()*" select="$dimensions/(height | width | depth | dim)"/>
    <xsl:variable name="units" as="xs:string*"
      select="distinct-values($sides ! (@unit, ../@unit)[1] ! string(.))"/>
    <xsl:variable name="told" as="xs:string*"
      select="$sides ! (normalize-space(), @quantity, @extent)[. != ''][1] ! string(.)"/>
    <xsl:sequence select="if (empty($sides) or $dimensions/text()[normalize-space()])
      then normalize-space($dimensions)
      else if (count($units) gt 1) then string-join(for $side in $sides
      return string-join(((normalize-space($side), $side/@quantity)[. != ''][1], $side/(@unit, ../@unit)[1]),
      ' '), ' × ')
      else string-join((string-join($told, ' × '), $units[not(matches($told[last()], '\p{L}'))]), ' ')
        => normalize-space()"/>
  </xsl:function>
</xsl:stylesheet>
